//! From the request's method and path to a route.

mod mixed;
mod path;
mod table;
mod url;

pub(crate) use path::{decode, toggled_slash};
pub(crate) use table::{Found, Missing, Table};
pub use url::{HasPath, HasUrl, UrlFloat, UrlInt, UrlParam, UrlPath, UrlStr, UrlUuid, UrlValues};

use crate::constant::Text;
use crate::registry::{Convertor, Piece, Place, Segment};

/// A path as it is written.
pub(crate) fn path_text(segments: &[Segment]) -> String {
    let mut path = String::new();
    for segment in segments {
        path.push('/');
        match *segment {
            Segment::Static(text) => path.push_str(text),
            Segment::Param(name, convertor) => push_param(&mut path, name, convertor),
            Segment::Mixed(pieces) => {
                for piece in pieces {
                    match *piece {
                        Piece::Text(text) => path.push_str(text),
                        Piece::Param(name, convertor) => push_param(&mut path, name, convertor),
                    }
                }
            }
        }
    }
    path
}

fn push_param(path: &mut String, name: &str, convertor: Convertor) {
    match convertor {
        Convertor::Str => path.extend(["{", name, "}"]),
        convertor => path.extend(["{", name, ":", convertor.name(), "}"]),
    }
}

/// Checks, while compiling, that no other route has one of the methods of a route for all of them.
///
/// Each method comes with the place of the route that has it, which is nowhere if none has.
///
/// # Panics
/// In a constant, so that it is a compiler error.
#[track_caller]
pub const fn free_methods(methods: &[(&str, Place)]) {
    let mut index = 0;
    while index < methods.len() {
        let (method, place) = methods[index];
        if place.line != 0 {
            let mut text = Text::new();
            text.push("this route answers every method, and ");
            text.push(method);
            text.push(" of the same path has a route at ");
            text.push(place.file);
            text.push(":");
            text.number(place.line);
            text.push("; name the methods of this one: `methods = [..]`");
            panic!("{}", text.as_str());
        }
        index += 1;
    }
}

impl Convertor {
    /// Whether the decoded text of a segment, or of a part of one, is one that it accepts.
    fn accepts(self, text: &str) -> bool {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        match self {
            // ASCII digits that an i64 can hold; others are no such resource.
            Convertor::Int => digits(text) && text.parse::<i64>().is_ok(),
            Convertor::Float => {
                let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
                digits(whole) && digits(fraction)
            }
            Convertor::Uuid => text.len() == 36 && uuid::Uuid::try_parse(text).is_ok(),
            Convertor::Str | Convertor::Path => !text.is_empty(),
        }
    }
}
