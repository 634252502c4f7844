//! Choosing, for a concrete type, the first of several ways that applies.
//!
//! Method lookup tries a receiver with more references first. The generated code calls with as many
//! as there are ways before the last, so an implementation for `&&Raised` wins over one for `&Raised`
//! whenever its bounds hold. Each way wraps the value in a type of its own. The last one has no bounds
//! and wraps nothing: what becomes of the value then is a trait that it does not implement, and the
//! compiler says so there.

use std::any::Any;
use std::convert::Infallible;
use std::marker::PhantomData;

use serde::Serialize;

use super::{ErrorResponse, Handles};
use crate::application::Application;
use crate::message::{IntoHeaders, Media, Problem, Reply, Status};
use crate::registry::{Failure, Handling};

/// What a function returned: a `Result`, or a value that is none.
pub struct Attempt<T>(pub T);

impl<T, E> Attempt<Result<T, E>> {
    /// The result itself.
    pub fn split(self) -> Result<T, E> {
        self.0
    }
}

/// The way for everything that is not a `Result`.
pub trait Always {
    /// What it is.
    type Value;
    /// A success.
    fn split(self) -> Result<Self::Value, Infallible>;
}

impl<T> Always for Attempt<T> {
    type Value = T;
    fn split(self) -> Result<T, Infallible> {
        Ok(self.0)
    }
}

/// What a function returned when it succeeded: an `Option`, or a value that is none.
pub struct Maybe<T>(pub T);

impl<T> Maybe<Option<T>> {
    /// The option itself.
    pub fn present(self) -> Option<T> {
        self.0
    }
}

/// The way for everything that is not an `Option`.
pub trait Present {
    /// What it is.
    type Value;
    /// It is there.
    fn present(self) -> Option<Self::Value>;
}

impl<T> Present for Maybe<T> {
    type Value = T;
    fn present(self) -> Option<T> {
        Some(self.0)
    }
}

/// An error that is answered in functions of the API `A`.
#[diagnostic::on_unimplemented(
    message = "no `#[exception_handler]` of `{A}` handles `{Self}`",
    label = "this error would reach the client unhandled",
    note = "write `#[exception_handler] fn handle(exc: {Self}, resp: &mut Response) {{ .. }}`, or implement `responder::ErrorResponse` for the error"
)]
pub trait Answered<A: Application> {
    /// The failure that knows its answer. A problem is answered by the handler for its status, if there is one.
    fn failure(self) -> Failure<A::Root>;
    /// The same, whatever status it has.
    fn whatever_status(self) -> Failure<A::Root>;
}

/// An error of type `E` raised in a function of `A`.
pub struct Raised<A, E>(PhantomData<A>, PhantomData<E>);

impl<A, E> Raised<A, E> {
    /// Names the type of this error.
    pub fn by(_: &E) -> Self {
        Raised(PhantomData, PhantomData)
    }

    /// The last way: nothing is known that answers it.
    pub fn raised(self, error: E) -> E {
        error
    }
}

/// A way to answer an error.
pub trait AnsweredBy<E> {
    /// What answers it.
    type Way;
    /// The error as that.
    fn raised(self, error: E) -> Self::Way;
}

/// An error with a handler.
pub struct Handled<E>(E);

/// First: an `#[exception_handler]` of the API.
impl<A: Handles<E>, E> AnsweredBy<E> for &&Raised<A, E> {
    type Way = Handled<E>;
    fn raised(self, error: E) -> Handled<E> {
        Handled(error)
    }
}

#[diagnostic::do_not_recommend]
impl<A: Handles<E>, E: Send + 'static> Answered<A> for Handled<E> {
    fn failure(self) -> Failure<A::Root> {
        let mut error = Some(self.0);
        // Which type it is, is known while compiling.
        let problem = (&mut error as &mut dyn Any).downcast_mut::<Option<Problem>>().and_then(Option::take);
        match (problem, error) {
            (Some(problem), _) => A::RECORD.refuse(problem),
            (None, Some(error)) => Answered::<A>::whatever_status(Handled(error)),
            (None, None) => A::RECORD.refuse(Problem::internal()),
        }
    }
    fn whatever_status(self) -> Failure<A::Root> {
        Failure::answered(move |ex| A::handle(self.0, ex))
    }
}

/// An error with a response of its own.
pub struct OfItself<E>(E);

/// Second: the error's own response.
impl<A, E: ErrorResponse> AnsweredBy<E> for &Raised<A, E> {
    type Way = OfItself<E>;
    fn raised(self, error: E) -> OfItself<E> {
        OfItself(error)
    }
}

#[diagnostic::do_not_recommend]
impl<A: Application, E: ErrorResponse + Send + 'static> Answered<A> for OfItself<E> {
    fn failure(self) -> Failure<A::Root> {
        match self.0.into_problem() {
            Ok(problem) => A::RECORD.refuse(problem),
            Err(error) => Answered::<A>::whatever_status(OfItself(error)),
        }
    }
    fn whatever_status(self) -> Failure<A::Root> {
        Failure::answered(move |ex| {
            self.0.respond(&mut ex.response);
            Handling::Done
        })
    }
}

impl<A, E> Clone for Raised<A, E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<A, E> Copy for Raised<A, E> {}

/// A value of type `T` returned by a handler.
pub struct Returned<T>(PhantomData<fn() -> T>);

impl<T> Returned<T> {
    /// Names the type of this value.
    pub fn of(_: &T) -> Self {
        Returned(PhantomData)
    }

    /// The last way: nothing is known that writes it.
    pub fn written(self, value: T) -> T {
        value
    }
}

impl<T> Clone for Returned<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Returned<T> {}

/// A way to write a returned value. All of them are one trait, since method lookup asks each trait of a name at each
/// number of references.
pub trait Written<T> {
    /// What writes it.
    type Way;
    /// The value as that.
    fn written(self, value: T) -> Self::Way;
}

/// First: the value writes itself.
impl<T: Reply> Written<T> for &&&&Returned<T> {
    type Way = T;
    fn written(self, value: T) -> T {
        value
    }
}

/// Second: structured data with a status, which is not a list of two.
impl<T: Serialize, S: Into<Status>> Written<(T, S)> for &&&Returned<(T, S)> {
    type Way = (Media<T>, S);
    fn written(self, (value, status): (T, S)) -> Self::Way {
        (Media(value), status)
    }
}

impl<T: Serialize, S: Into<Status>, H: IntoHeaders> Written<(T, S, H)> for &&&Returned<(T, S, H)> {
    type Way = (Media<T>, S, H);
    fn written(self, (value, status, headers): (T, S, H)) -> Self::Way {
        (Media(value), status, headers)
    }
}

/// Third: a status before the data. That is no list of two either, but meant as it is in other
/// frameworks; nothing writes it, and the compiler says so.
impl<S: Into<Status>, T> Written<(S, T)> for &&Returned<(S, T)> {
    type Way = (S, T);
    fn written(self, value: (S, T)) -> (S, T) {
        value
    }
}

impl<S: Into<Status>, H: IntoHeaders, T> Written<(S, H, T)> for &&Returned<(S, H, T)> {
    type Way = (S, H, T);
    fn written(self, value: (S, H, T)) -> (S, H, T) {
        value
    }
}

/// Fourth: as structured data.
impl<T: Serialize> Written<T> for &Returned<T> {
    type Way = Media<T>;
    fn written(self, value: T) -> Media<T> {
        Media(value)
    }
}
