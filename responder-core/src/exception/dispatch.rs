//! Choosing, for a concrete type, the first of several ways that applies.
//!
//! Method lookup tries a receiver with more references first. The generated code calls with
//! `&&&`, so an implementation for `&&Raised` wins over one for `&Raised` whenever its bounds hold.
//! The last way has no bounds: its call is where the compiler reports that nothing fits.

use std::marker::PhantomData;

use serde::Serialize;

use super::{ErrorResponse, Handles, by_handler, by_itself};
use crate::application::Application;
use crate::message::{Reply, Response};
use crate::registry::Failure;

use std::convert::Infallible;

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

/// An error of type `E` raised in a function of `A`, whose root is `R`.
///
/// The root is named apart, so that a type that is no API is one error and not two.
pub struct Raised<A, R, E>(PhantomData<A>, PhantomData<R>, PhantomData<E>);

impl<A, R, E> Raised<A, R, E> {
    /// Names the type of this error.
    pub fn by(_: &E) -> Self {
        Raised(PhantomData, PhantomData, PhantomData)
    }

    /// The last way: nothing handles it, and the bound says so.
    pub fn failure(&self, error: E) -> Failure<R>
    where
        A: Handles<E> + Application<Root = R>,
        E: Send + 'static,
    {
        by_handler::<A, E>(error)
    }
}

/// First: an `#[exception_handler]` of the API.
pub trait ByHandler<R, E> {
    /// The failure that the handler answers.
    fn failure(&self, error: E) -> Failure<R>;
}

impl<A: Handles<E> + Application<Root = R>, R, E: Send + 'static> ByHandler<R, E> for &&Raised<A, R, E> {
    fn failure(&self, error: E) -> Failure<R> {
        by_handler::<A, E>(error)
    }
}

/// Second: the error's own response.
pub trait ByItself<R, E> {
    /// The failure that the error answers.
    fn failure(&self, error: E) -> Failure<R>;
}

impl<A, R: 'static, E: ErrorResponse + Send + 'static> ByItself<R, E> for &Raised<A, R, E> {
    fn failure(&self, error: E) -> Failure<R> {
        by_itself(error)
    }
}

/// A value of type `T` returned by a handler.
pub struct Returned<T>(PhantomData<fn() -> T>);

impl<T> Returned<T> {
    /// Names the type of this value.
    pub fn of(_: &T) -> Self {
        Returned(PhantomData)
    }

    /// The last way: it cannot be sent, and the bound says so.
    pub fn write(&self, value: T, resp: &mut Response)
    where
        T: Reply,
    {
        value.apply(resp);
    }
}

/// First: the value's own way.
pub trait WritesItself<T> {
    /// Writes it.
    fn write(&self, value: T, resp: &mut Response);
}

impl<T: Reply> WritesItself<T> for &&Returned<T> {
    fn write(&self, value: T, resp: &mut Response) {
        value.apply(resp);
    }
}

/// Second: as structured data.
pub trait SerializesItself<T> {
    /// Writes it.
    fn write(&self, value: T, resp: &mut Response);
}

impl<T: Serialize> SerializesItself<T> for &Returned<T> {
    fn write(&self, value: T, resp: &mut Response) {
        resp.media(&value);
    }
}
