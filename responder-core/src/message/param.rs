//! Path parameters: from the text of a segment to the type of an argument.

use std::sync::Arc;

use http::uri::PathAndQuery;
use smallvec::SmallVec;
use uuid::Uuid;

use super::problem::Problem;

/// The names and decoded values of the path parameters of a matched route.
#[derive(Clone, Debug, Default)]
pub struct Params(Option<Captured>);

/// Where the values stand in a path, without a copy of any.
#[derive(Clone, Debug)]
struct Captured {
    path: SharedPath,
    names: Arc<[&'static str]>,
    spans: Spans,
}

/// The decoded path of a request, without a copy of it.
#[derive(Clone, Debug)]
pub(crate) enum SharedPath {
    /// There was nothing to decode.
    AsSent(PathAndQuery),
    Decoded(Arc<str>),
}

impl SharedPath {
    fn text(&self) -> &str {
        match self {
            SharedPath::AsSent(target) => target.path(),
            SharedPath::Decoded(text) => text,
        }
    }
}

impl Default for SharedPath {
    fn default() -> Self {
        SharedPath::Decoded("".into())
    }
}

/// Where each value begins and ends, in bytes; few routes have more than four.
pub(crate) type Spans = SmallVec<[(u16, u16); 4]>;

impl Params {
    /// Those of these names, which stand there in the path.
    pub(crate) fn new(path: SharedPath, names: Arc<[&'static str]>, spans: Spans) -> Self {
        Params(Some(Captured { path, names, spans }))
    }

    /// The value with this name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// The value at this place of the route's path, counted from 0; empty if there is none.
    pub fn text(&self, index: usize) -> &str {
        let text = |captured: &Captured| {
            let (from, to) = *captured.spans.get(index)?;
            Some(usize::from(from)..usize::from(to))
        };
        self.0.as_ref().and_then(|captured| captured.path.text().get(text(captured)?)).unwrap_or_default()
    }

    /// Names and values, in the order of the path.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let names = self.0.iter().flat_map(|captured| captured.names.iter());
        names.enumerate().map(|(index, name)| (*name, self.text(index)))
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
