//! Choosing, for a concrete type, how it is read from the body: see `exception/dispatch.rs` for how.

use std::marker::PhantomData;

use serde::de::DeserializeOwned;

use super::body::BodyError;
use super::request::Request;
use crate::validation::{Model, Report, Unreadable};

/// How a `T` is read from a body that is loaded.
#[diagnostic::on_unimplemented(
    message = "the body cannot be read into a `{T}`",
    label = "this type derives neither `Model` nor `serde::Deserialize`",
    note = "put `#[derive(Model)]` on it, or `#[derive(serde::Deserialize)]`; it has to own its data (`String`, not `&str`)"
)]
pub trait BodyWay<T> {
    /// Reads it; `None` after it was noted what is wrong with it.
    ///
    /// # Errors
    /// If it cannot be read at all.
    fn read(self, request: &Request, report: &mut Report) -> Result<Option<T>, BodyError>;
}

/// The type of a `#[body]` argument.
pub struct BodyKind<T>(PhantomData<fn() -> T>);

impl<T> BodyKind<T> {
    /// Names the type.
    pub const NEW: Self = BodyKind(PhantomData);

    /// The last way: nothing is known that reads it.
    pub fn way(&self) -> Unreadable {
        Unreadable
    }
}

/// First: as a [`Model`], with all that is wrong.
pub trait BodyByModel<T> {
    /// So.
    fn way(&self) -> Modelled;
}

/// Read as a [`Model`].
pub struct Modelled;

impl<T: Model> BodyByModel<T> for &&BodyKind<T> {
    fn way(&self) -> Modelled {
        Modelled
    }
}

#[diagnostic::do_not_recommend]
impl<T: Model> BodyWay<T> for Modelled {
    fn read(self, request: &Request, report: &mut Report) -> Result<Option<T>, BodyError> {
        request.read_loaded(|input| T::read(input, report))
    }
}

/// Second: by serde, with the first mistake.
pub trait BodyByData<T> {
    /// So.
    fn way(&self) -> Deserialized;
}

/// Read by serde.
pub struct Deserialized;

impl<T: DeserializeOwned> BodyByData<T> for &BodyKind<T> {
    fn way(&self) -> Deserialized {
        Deserialized
    }
}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned> BodyWay<T> for Deserialized {
    fn read(self, request: &Request, report: &mut Report) -> Result<Option<T>, BodyError> {
        match request.loaded_media() {
            Ok(value) => Ok(Some(value)),
            Err(BodyError::Invalid(invalid)) => {
                invalid.violations().iter().cloned().for_each(|violation| report.note(violation));
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }
}
