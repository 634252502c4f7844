//! Errors and who answers them.

mod dispatch;

pub use dispatch::{Always, Answered, AnsweredBy, Attempt, Maybe, Present, Raised, Returned, Written};

use crate::application::Application;
use crate::auth::{IssueError, JwtError, PasswordError, TooManyAttempts};
use crate::exchange::Exchange;
use crate::message::{
    BodyError, Forbidden, Given, Problem, Redirect, Reply, Response, Unauthenticated, UnfitError, UploadError,
};
use crate::registry::{Failure, Handling, StatusHandler};
use crate::validation::Invalid;

/// An `#[exception_handler]` of this API takes `E`; implemented by that attribute.
pub trait Handles<E>: Application {
    /// Answers it.
    fn handle(error: E, ex: &mut Exchange<Self::Root>) -> Handling<'_>;
}

/// An error that brings its own response, so that it needs no `#[exception_handler]`.
///
/// An API that has a handler for the type overrules it.
///
/// ```
/// use responder::prelude::*;
/// use responder::ErrorResponse;
/// # #[api] struct Api;
/// struct OutOfStock;
///
/// impl ErrorResponse for OutOfStock {
///     fn respond(self, resp: &mut Response) {
///         resp.status(409).media(&json!({ "error": "out of stock" }));
///     }
/// }
///
/// #[post("/order")]
/// fn order() -> Result<Media<u32>, OutOfStock> {
///     Err(OutOfStock)
/// }
/// ```
pub trait ErrorResponse {
    /// Writes the response. What the handler had written before the error is gone.
    fn respond(self, resp: &mut Response);

    /// The problem that it is in the end, so that the API's handlers for a status and for `Problem` answer it, too.
    ///
    /// By default it is none, and [`respond`](Self::respond) answers it.
    ///
    /// # Errors
    /// The error itself, if it is no problem.
    fn into_problem(self) -> Result<Problem, Self>
    where
        Self: Sized,
    {
        Err(self)
    }
}

impl ErrorResponse for Problem {
    fn respond(self, resp: &mut Response) {
        self.write(resp);
    }

    fn into_problem(self) -> Result<Problem, Self> {
        Ok(self)
    }
}

/// So that a guard can send somebody away: `Result<User, Redirect>`.
impl ErrorResponse for Redirect {
    fn respond(self, resp: &mut Response) {
        Reply::apply(self, resp);
    }
}

/// The errors of the framework that handlers come across, as problems.
macro_rules! responds_as_problem {
    ($($error:ty),*) => {$(
        impl ErrorResponse for $error {
            fn respond(self, resp: &mut Response) {
                Problem::from(self).write(resp);
            }

            fn into_problem(self) -> Result<Problem, Self> {
                Ok(Problem::from(self))
            }
        }
    )*};
}

responds_as_problem!(
    BodyError,
    Forbidden,
    Invalid,
    IssueError,
    JwtError,
    PasswordError,
    TooManyAttempts,
    Unauthenticated,
    UnfitError,
    UploadError
);

#[cfg(feature = "templates")]
responds_as_problem!(crate::templates::TemplateError);

impl From<Forbidden> for Problem {
    fn from(error: Forbidden) -> Self {
        let problem = Problem::new(403).detail(error.to_string());
        error.challenges().fold(problem, Problem::challenge)
    }
}

impl From<Unauthenticated> for Problem {
    fn from(error: Unauthenticated) -> Self {
        let problem = Problem::new(401).detail(error.to_string());
        error.challenges().fold(problem, Problem::challenge)
    }
}

/// What an `#[exception_handler]` for a status takes.
#[diagnostic::on_unimplemented(
    message = "a handler for a status takes `exc: Problem`, and not `{Self}`",
    label = "any error of that status comes as a `Problem`",
    note = "for one type of error, whatever its status, leave the number out: `#[exception_handler]`"
)]
pub trait ByStatus {
    /// The problem.
    fn of(problem: Problem) -> Self;
}

#[diagnostic::do_not_recommend]
impl ByStatus for Problem {
    fn of(problem: Problem) -> Self {
        problem
    }
}

impl ErrorResponse for std::convert::Infallible {
    fn respond(self, _: &mut Response) {
        match self {}
    }
}

/// The answer to an error of the framework itself.
pub fn refuse<A: Application>(problem: impl Into<Problem>) -> Failure<A::Root> {
    A::RECORD.refuse(problem.into())
}

/// The answer where the arguments of a function cannot be read.
pub fn unreadable<A: Application>(given: Given<'_>) -> Failure<A::Root> {
    given.refusal().map_or_else(|problem| A::RECORD.refuse(problem), A::RECORD.invalid)
}

/// The answer where a handler returned `None`: there is no such resource.
pub fn not_found<A: Application>() -> Failure<A::Root> {
    refuse::<A>(Problem::not_found())
}

/// The answer where a value is missing that the lifecycle has made: never reached, and denied.
pub fn missing<A: Application>() -> Failure<A::Root> {
    refuse::<A>(Problem::internal())
}

/// Lets the failure answer. What was written before it is dropped: half a reply is no reply.
pub(crate) async fn answer<R>(failure: Failure<R>, by_status: &[&'static StatusHandler<R>], ex: &mut Exchange<R>) {
    ex.response.clear();
    ex.response.caused_by(failure.as_problem());
    match failure.answer(by_status, ex) {
        Handling::Done => {}
        Handling::Later(handling) => handling.await,
    }
    // A handler that sets no status still answers an error.
    if ex.response.get_status().is_none() {
        ex.response.status(500);
    }
}
