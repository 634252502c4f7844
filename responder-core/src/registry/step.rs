//! One function of the user, wrapped in the generated code that finds its arguments.

use std::future::Future;
use std::pin::Pin;

use crate::exchange::Exchange;

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

/// One function of the user, with the generated code that finds its arguments.
pub enum Step<R: 'static, T: 'static = ()> {
    /// A plain function, called in place.
    Sync(fn(&mut Exchange<R>) -> Outcome<R, T>),
    /// An async function.
    Async(for<'a> fn(&'a mut Exchange<R>) -> BoxFuture<'a, Outcome<R, T>>),
    /// A plain function that may block, moved to the blocking pool.
    Blocking(fn(&mut Exchange<R>) -> Outcome<R, T>),
}

impl<R: 'static, T: 'static> Clone for Step<R, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R: 'static, T: 'static> Copy for Step<R, T> {}
