//! One function of the user, wrapped in the generated code that finds its arguments.

use std::future::Future;
use std::pin::Pin;

use crate::exchange::{Exchange, ReplyTo};
use crate::message::Response;

/// A boxed future, as async functions of the user become one.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// How a step ended: with a value, mostly none, or a failure that knows its own handler.
pub type Outcome<R, T = ()> = Result<T, Failure<R>>;

/// An error together with the code that answers it, chosen by the compiler where it was raised.
pub struct Failure<R: 'static>(Box<Answer<R>>);

type Answer<R> = dyn for<'a> FnOnce(&'a mut Exchange<R>) -> Handling<'a> + Send;

impl<R: 'static> Failure<R> {
    /// A failure that is answered so.
    pub fn answered(answer: impl for<'a> FnOnce(&'a mut Exchange<R>) -> Handling<'a> + Send + 'static) -> Self {
        Failure(Box::new(answer))
    }

    /// Answers it.
    pub(crate) fn answer(self, ex: &mut Exchange<R>) -> Handling<'_> {
        (self.0)(ex)
    }
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
pub async fn later<R, F: Future>(handler: F, to: ReplyTo<'_>, settle: Settle<R, F::Output>) -> HandlerOutcome<R> {
    now(handler.await, to, settle)
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
