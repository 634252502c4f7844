//! Choosing, for a concrete type, how it is read: see `exception/dispatch.rs` for how the choice is made.

use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::data::from_serde;
use super::input::{Input, Scalar};
use super::model::Model;
use super::report::Report;

/// How a `T` is read.
#[diagnostic::on_unimplemented(
    message = "a `{T}` cannot be read from a request",
    label = "nothing says how this is read",
    note = "derive `Model` for a struct, or implement `std::str::FromStr` for what is one text"
)]
pub trait Way<T>: Copy {
    /// Whether it has fields.
    const HAS_FIELDS: bool = false;
    /// Reads it; `None` after it was noted why there is none.
    fn read(self, input: Input<'_>, report: &mut Report) -> Option<T>;
}

/// The type of an argument.
pub struct Kind<T>(PhantomData<fn() -> T>);

impl<T> Kind<T> {
    /// Names the type.
    pub const NEW: Self = Kind(PhantomData);

    /// The last way: nothing is known that reads it.
    pub fn way(&self) -> Unreadable {
        Unreadable
    }
}

/// The type of a field.
pub struct FieldKind<T>(PhantomData<fn() -> T>);

impl<T> FieldKind<T> {
    /// Names the type.
    pub const NEW: Self = FieldKind(PhantomData);

    /// The last way: nothing is known that reads it.
    pub fn way(&self) -> Unreadable {
        Unreadable
    }
}

/// What nothing reads.
#[derive(Clone, Copy)]
pub struct Unreadable;

/// First: as a [`Model`].
pub trait ByModel<T> {
    /// So.
    fn way(&self) -> Modelled;
}

/// Read as a [`Model`].
#[derive(Clone, Copy)]
pub struct Modelled;

impl<T: Model> ByModel<T> for &&Kind<T> {
    fn way(&self) -> Modelled {
        Modelled
    }
}

impl<T: Model> ByModel<T> for &&&FieldKind<T> {
    fn way(&self) -> Modelled {
        Modelled
    }
}

#[diagnostic::do_not_recommend]
impl<T: Model> Way<T> for Modelled {
    const HAS_FIELDS: bool = T::HAS_FIELDS;
    fn read(self, input: Input<'_>, report: &mut Report) -> Option<T> {
        T::read(input, report)
    }
}

/// Of a field, second: by serde, with the first mistake only.
pub trait ByData<T> {
    /// So.
    fn way(&self) -> Deserialized;
}

/// Read by serde.
#[derive(Clone, Copy)]
pub struct Deserialized;

impl<T: DeserializeOwned> ByData<T> for &&FieldKind<T> {
    fn way(&self) -> Deserialized {
        Deserialized
    }
}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned> Way<T> for Deserialized {
    fn read(self, input: Input<'_>, report: &mut Report) -> Option<T> {
        let text;
        let value = match input {
            Input::Value(value) => value,
            input => {
                text = Value::from(input.text(report)?);
                &text
            }
        };
        from_serde(value).map_err(|violation| report.note(violation)).ok()
    }
}

/// The last of those that read: from its text.
pub trait ByText<T> {
    /// So.
    fn way(&self) -> Parsed;
}

/// Read from its text.
#[derive(Clone, Copy)]
pub struct Parsed;

impl<T: FromStr> ByText<T> for &Kind<T> {
    fn way(&self) -> Parsed {
        Parsed
    }
}

impl<T: FromStr> ByText<T> for &FieldKind<T> {
    fn way(&self) -> Parsed {
        Parsed
    }
}

#[diagnostic::do_not_recommend]
impl<T: FromStr> Way<T> for Parsed {
    fn read(self, input: Input<'_>, report: &mut Report) -> Option<T> {
        let value = match input.scalar() {
            Scalar::Text(text) => text.parse().ok(),
            Scalar::Other(Value::Number(number)) => number.to_string().parse().ok(),
            _ => None,
        };
        if value.is_none() {
            report.violation("value_error", "is not a valid value");
        }
        value
    }
}

/// A list whose items are read so.
#[derive(Clone, Copy)]
pub struct Each<W>(pub W);

#[diagnostic::do_not_recommend]
impl<T, W: Way<T>> Way<Vec<T>> for Each<W> {
    fn read(self, input: Input<'_>, report: &mut Report) -> Option<Vec<T>> {
        super::collections::each(input, report, |input, report| self.0.read(input, report))
    }
}
