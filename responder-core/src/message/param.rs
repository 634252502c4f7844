//! Path parameters: from the text of a segment to the type of an argument.

use std::sync::Arc;

use uuid::Uuid;

use super::problem::Problem;

/// The convertors that a path can name, as types: `{id:int}` is [`Int`](convertor::Int).
pub mod convertor {
    /// `{name}` or `{name:str}`: one segment.
    pub enum Str {}
    /// `{n:int}`: ASCII digits, with an optional minus sign.
    pub enum Int {}
    /// `{x:float}`: a decimal number.
    pub enum Float {}
    /// `{id:uuid}`: a UUID in its hyphenated form, in either case.
    pub enum Uuid {}
    /// `{rest:path}`: the rest of the path, slashes included.
    pub enum Path {}
}

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

/// A type that an argument may have when its name stands in the path with convertor `C`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a type for this path parameter",
    label = "the convertor in the path does not give a `{Self}`",
    note = "`{{x}}` fits `String`, `&str` and every `FromStr` type; `{{x:int}}` an integer; `{{x:float}}` `f64` or `f32`; \
            `{{x:uuid}}` `Uuid`; `{{x:path}}` `String` or `&str`"
)]
pub trait FromParam<C>: Sized {
    /// Reads the decoded text of the parameter.
    fn from_param(text: &str) -> Result<Self, ParamMismatch>;
}

macro_rules! parsed {
    ($convertor:ident: $($type:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        impl FromParam<convertor::$convertor> for $type {
            fn from_param(text: &str) -> Result<Self, ParamMismatch> {
                text.parse().map_err(|_| ParamMismatch)
            }
        }
    )*};
}

parsed!(Int: u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize);
parsed!(Float: f32, f64);
parsed!(Uuid: Uuid);
parsed!(Path: String);

#[diagnostic::do_not_recommend]
impl<T: std::str::FromStr> FromParam<convertor::Str> for T {
    fn from_param(text: &str) -> Result<Self, ParamMismatch> {
        text.parse().map_err(|_| ParamMismatch)
    }
}
