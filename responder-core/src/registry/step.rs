//! One function of the user, wrapped in the generated code that finds its arguments.

use std::future::Future;
use std::pin::Pin;

use super::api::ApiRecord;
use crate::exchange::{Exchange, ReplyTo};
use crate::message::{Problem, Response};

/// A boxed future, as async functions of the user become one.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// How a step ended: with a value, mostly none, or a failure that knows its own handler.
pub type Outcome<R, T = ()> = Result<T, Failure<R>>;

/// An error together with what answers it.
// In a box, so that the outcome of what does not fail is small.
pub struct Failure<R: 'static>(Box<Cause<R>>);

enum Cause<R: 'static> {
    /// Its answer was chosen by the compiler where it was raised.
    Error(Box<Answer<R>>),
    /// A problem, raised in this API: its answer depends on its status.
    Problem(Problem, &'static ApiRecord<R>),
}

type Answer<R> = dyn for<'a> FnOnce(&'a mut Exchange<R>) -> Handling<'a> + Send;

impl<R: 'static> Failure<R> {
    /// A failure that is answered so.
    pub fn answered(answer: impl for<'a> FnOnce(&'a mut Exchange<R>) -> Handling<'a> + Send + 'static) -> Self {
        Failure(Box::new(Cause::Error(Box::new(answer))))
    }

    /// A problem that was raised in this API.
    pub(crate) fn problem(problem: Problem, api: &'static ApiRecord<R>) -> Self {
        Failure(Box::new(Cause::Problem(problem, api)))
    }

    /// The problem, if it is one.
    pub(crate) fn as_problem(&self) -> Option<&Problem> {
        match &*self.0 {
            Cause::Error(_) => None,
            Cause::Problem(problem, _) => Some(problem),
        }
    }

    /// Answers it. A problem goes to the handler for its status, of the innermost API that has one.
    pub(crate) fn answer<'e>(self, by_status: &[&'static StatusHandler<R>], ex: &'e mut Exchange<R>) -> Handling<'e> {
        let (problem, api) = match *self.0 {
            Cause::Error(answer) => return answer(ex),
            Cause::Problem(problem, api) => (problem, api),
        };
        let of = |api: &ApiRecord<R>| {
            by_status.iter().find(|handler| handler.status == problem.status() && handler.api.id == api.id)
        };
        match api.lineage().find_map(of) {
            Some(handler) => (handler.handle)(problem, ex),
            None => (api.problem)(problem).answer(&[], ex),
        }
    }
}

/// An `#[exception_handler]` for one status.
pub struct StatusHandler<R: 'static> {
    /// The API whose problems it answers.
    pub api: &'static ApiRecord<R>,
    /// The status, 400..=599.
    pub status: u16,
    /// Answers one.
    pub handle: for<'a> fn(Problem, &'a mut Exchange<R>) -> Handling<'a>,
}

/// An exception handler at work.
pub enum Handling<'a> {
    /// It was a plain function and has written the response.
    Done,
    /// It is an async function.
    Later(BoxFuture<'a, ()>),
}

/// Writes what a handler has returned, or makes a failure of its error.
type Settle<R, T> = fn(T, &mut Response) -> Outcome<R>;

/// What was written while the response was lent out, if that was anything.
pub type Replied = Option<Box<Response>>;

/// A handler that is a plain function.
pub(crate) type PlainHandler<R> = fn(&mut Exchange<R>) -> Outcome<R, Replied>;

/// How a handler ended.
type HandlerOutcome<R> = Outcome<R, Replied>;

/// Settles what a handler has returned. The type of `settle` is that of `returned`, which a closure alone would
/// have to be told.
pub fn now<R, T>(returned: T, to: ReplyTo<'_>, settle: Settle<R, T>) -> HandlerOutcome<R> {
    match to {
        ReplyTo::Response(response) => settle(returned, response).map(|()| None),
        ReplyTo::Beside(mut blank) => {
            settle(returned, &mut blank)?;
            Ok((!blank.is_blank()).then(|| Box::new(blank)))
        }
    }
}

/// An async function on its way, if its arguments could be found.
pub type Later<'e, R, T = Replied> = Outcome<R, BoxFuture<'e, Outcome<R, T>>>;

/// The same for an async handler, once it is done.
///
/// Its own future is all that is particular to a route; what is around it is checked here, once for all.
pub fn async_handler<'e, R: 'static, F: Future + Send + 'e>(
    handler: F,
    to: ReplyTo<'e>,
    settle: Settle<R, F::Output>,
) -> Later<'e, R> {
    Ok(Box::pin(async move { now(handler.await, to, settle) }))
}

/// One function of the user, with the generated code that finds its arguments.
pub enum Step<R: 'static, T: 'static = ()> {
    /// A plain function, called in place.
    Sync(fn(&mut Exchange<R>) -> Outcome<R, T>),
    /// An async function.
    Async(for<'a> fn(&'a mut Exchange<R>) -> Later<'a, R, T>),
    /// A plain function that may block, moved to the blocking pool.
    Blocking(fn(&mut Exchange<R>) -> Outcome<R, T>),
}

impl<R: 'static, T: 'static> Step<R, T> {
    /// Whether it may have to be waited for.
    pub(crate) fn waits(&self) -> bool {
        !matches!(self, Step::Sync(_))
    }
}

impl<R: 'static, T: 'static> Clone for Step<R, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R: 'static, T: 'static> Copy for Step<R, T> {}
