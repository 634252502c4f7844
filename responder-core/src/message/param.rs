//! Path parameters: from the text of a segment to the type of an argument.

use std::sync::Arc;

use uuid::Uuid;

use super::problem::Problem;

/// The names and decoded values of the path parameters of a matched route.
#[derive(Clone, Debug, Default)]
pub struct Params(Arc<[(&'static str, Box<str>)]>);

impl Params {
    pub(crate) fn new(pairs: Vec<(&'static str, Box<str>)>) -> Self {
        Params(pairs.into())
    }

    /// The value with this name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// The value at this place of the route's path, counted from 0; empty if there is none.
    pub fn text(&self, index: usize) -> &str {
        self.0.get(index).map_or("", |(_, value)| value)
    }

    /// Names and values, in the order of the path.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.iter().map(|(name, value)| (*name, value.as_ref()))
    }
}

/// The text of a path parameter is not a value of the argument's type; the client gets 404.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParamMismatch;

impl From<ParamMismatch> for Problem {
    fn from(_: ParamMismatch) -> Problem {
        Problem::not_found()
    }
}

/// The traits say which types an argument may have when its name stands in the path with a certain
/// convertor. There is one for each, so that a type that does not fit is told what would.
macro_rules! params {
    ($($(#[$doc:meta])* $name:ident { $message:literal, $label:literal } for $($type:ty),*;)*) => {$(
        $(#[$doc])*
        #[diagnostic::on_unimplemented(message = $message, label = $label)]
        pub trait $name: std::str::FromStr {
            /// Reads the decoded text of the parameter.
            ///
            /// # Errors
            /// If it is not a value of the type, `-1` for `u8` say.
            fn from_param(text: &str) -> Result<Self, ParamMismatch> {
                text.parse().map_err(|_| ParamMismatch)
            }
        }
        $(#[diagnostic::do_not_recommend] impl $name for $type {})*
    )*};
}

params! {
    /// The type of an argument for `{name:int}`: any integer type.
    IntParam { "`{{..:int}}` in the path gives an integer, and not a `{Self}`", "an integer type is needed here, `u64` say" }
        for u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize;
    /// The type of an argument for `{name:float}`: `f64` or `f32`.
    FloatParam { "`{{..:float}}` in the path gives a number, and not a `{Self}`", "`f64` or `f32` is needed here" }
        for f32, f64;
    /// The type of an argument for `{name:uuid}`: `uuid::Uuid`.
    UuidParam { "`{{..:uuid}}` in the path gives a `Uuid`, and not a `{Self}`", "`uuid::Uuid` is needed here" }
        for Uuid;
    /// The type of an argument for `{name:path}`: `String` or `&str`.
    PathParam { "`{{..:path}}` in the path gives text, and not a `{Self}`", "`String` or `&str` is needed here" }
        for String;
}

/// The type of an argument for `{name}` or `{name:str}`: any type that is read from text.
#[diagnostic::on_unimplemented(
    message = "a path parameter cannot be read as a `{Self}`",
    label = "this type is not read from text",
    note = "implement `std::str::FromStr` for it, or take `String` or `&str`"
)]
pub trait StrParam: Sized {
    /// Reads the decoded text of the parameter.
    ///
    /// # Errors
    /// If it is not a value of the type.
    fn from_param(text: &str) -> Result<Self, ParamMismatch>;
}

#[diagnostic::do_not_recommend]
impl<T: std::str::FromStr> StrParam for T {
    fn from_param(text: &str) -> Result<Self, ParamMismatch> {
        text.parse().map_err(|_| ParamMismatch)
    }
}
