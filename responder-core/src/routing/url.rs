//! Paths of routes, made from their parameters.

use std::fmt::Display;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::message::{FloatParam, IntParam, UuidParam};
use crate::registry::{Convertor, FullPath, Piece, Route, Segment};

/// What a segment of a path cannot have as it is (RFC 3986 section 3.3, `pchar`).
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b':')
    .remove(b'@');

/// The same for several segments.
const SEGMENTS: &AsciiSet = &SEGMENT.remove(b'/');

/// What has a path: a route, or a path itself.
pub trait HasPath: Sync {
    /// With all prefixes.
    fn full_path(&self) -> FullPath<'static>;
}

impl<R> HasPath for Route<R> {
    fn full_path(&self) -> FullPath<'static> {
        self.path()
    }
}

impl HasPath for FullPath<'static> {
    fn full_path(&self) -> FullPath<'static> {
        *self
    }
}

/// Says where a handler or view is: for the type beside it, which has a field for each parameter of its path.
// A constant and no function: there is one for each route, which rustc has to check each time.
pub trait HasUrl {
    /// Where it leads.
    const PATH: &'static dyn HasPath;
}

/// The values of parameters, while [`url!`](https://docs.rs/responder/latest/responder/macro.url.html) makes a path.
#[derive(Default)]
pub struct UrlValues(Vec<(&'static str, String)>);

impl UrlValues {
    /// Keeps the value of the parameter of this name, which is handed back for a field of a [`HasUrl`].
    pub fn keep<P: AsRef<str>>(&mut self, name: &'static str, param: P) -> P {
        self.0.push((name, param.as_ref().to_owned()));
        param
    }

    /// The path with these values as text, percent-encoded.
    pub fn url<T: HasUrl>(&self, _: &T) -> String {
        let value =
            |name: &str| self.0.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value.as_str());
        url(T::PATH.full_path().all_segments(), value)
    }
}

/// What a parameter of a path is made from in [`url!`](https://docs.rs/responder/latest/responder/macro.url.html): each
/// convertor has a type that implements this for the types of values that it takes.
///
/// ```
/// use responder::{UrlInt, UrlParam, UrlStr};
///
/// fn takes<P: UrlParam<V>, V>(value: V) -> P {
///     P::from_value(value)
/// }
/// let (_id, _name): (UrlInt, UrlStr) = (takes(7_u64), takes("ann"));
/// ```
#[diagnostic::on_unimplemented(
    message = "a `{V}` cannot stand for this parameter of the path",
    label = "this does not fit its convertor",
    note = "`int` takes an integer type, `float` an `f64` or `f32`, `uuid` a `Uuid`; `str` and `path` take what can be displayed"
)]
pub trait UrlParam<V> {
    /// The parameter with this value.
    fn from_value(value: V) -> Self;
}

macro_rules! params {
    ($($(#[$doc:meta])* $name:ident from $($bound:ident)+;)*) => {$(
        $(#[$doc])*
        pub struct $name(
            /// The value as text, not encoded.
            pub String,
        );

        #[diagnostic::do_not_recommend]
        impl<V: $($bound +)+> UrlParam<V> for $name {
            fn from_value(value: V) -> Self {
                $name(value.to_string())
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }
    )*};
}

params! {
    /// A parameter `{n:int}` in `url!`, made from any integer type.
    UrlInt from IntParam Display;
    /// A parameter `{x:float}` in `url!`, made from `f64` or `f32`.
    UrlFloat from FloatParam Display;
    /// A parameter `{id:uuid}` in `url!`, made from a `Uuid`.
    UrlUuid from UuidParam Display;
    /// A parameter `{name}` in `url!`, made from what can be displayed.
    UrlStr from Display;
    /// A parameter `{rest:path}` in `url!`, made from what can be displayed; its slashes stay.
    UrlPath from Display;
}

fn url<'v>(segments: impl Iterator<Item = Segment>, value: impl Fn(&str) -> &'v str) -> String {
    let mut url = String::new();
    let push = |url: &mut String, name, convertor| {
        let allowed = if convertor == Convertor::Path { SEGMENTS } else { SEGMENT };
        url.extend(utf8_percent_encode(value(name), allowed));
    };
    for segment in segments {
        url.push('/');
        match segment {
            Segment::Static(text) => url.extend(utf8_percent_encode(text, SEGMENT)),
            Segment::Param(name, convertor) => push(&mut url, name, convertor),
            Segment::Mixed(pieces) => {
                for piece in pieces {
                    match *piece {
                        Piece::Text(text) => url.extend(utf8_percent_encode(text, SEGMENT)),
                        Piece::Param(name, convertor) => push(&mut url, name, convertor),
                    }
                }
            }
        }
    }
    // With two slashes at its beginning it would be a reference to another server (RFC 3986 section 4.2).
    match url.strip_prefix("//") {
        Some(rest) => format!("/%2F{rest}"),
        None => url,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::{Params, SharedPath};
    use std::sync::Arc;

    use crate::routing::{Found, Table, decode};

    const ROUTE: [Segment; 4] = [
        Segment::Static("caf\u{e9}"),
        Segment::Param("name", Convertor::Str),
        Segment::Mixed(&[
            Piece::Param("kind", Convertor::Str),
            Piece::Text("-"),
            Piece::Param("n", Convertor::Int),
            Piece::Text(".json"),
        ]),
        Segment::Param("rest", Convertor::Path),
    ];

    /// The values of the parameters of `ROUTE`, by their names.
    fn of<'v>(values: [&'v str; 4]) -> impl Fn(&str) -> &'v str {
        move |name| values[["name", "kind", "n", "rest"].iter().position(|known| *known == name).unwrap()]
    }

    #[test]
    fn a_url_is_encoded_and_stays_on_the_server() {
        let path = |segments: &[Segment], rest| url(segments.iter().copied(), of(["a/b?c d", "x", "7", rest]));
        assert_eq!(path(&ROUTE, "y/z #"), "/caf%C3%A9/a%2Fb%3Fc%20d/x-7.json/y/z%20%23");
        assert_eq!(path(&ROUTE[3..], "/evil.example"), "/%2Fevil.example");
        assert_eq!(path(&ROUTE[3..], "\\evil.example"), "/%5Cevil.example");
        assert_eq!(path(&[Segment::Static("")], ""), "/");
    }

    proptest::proptest! {
        /// What a URL was made from is what the route is given. A text holds no slash, since the path is matched
        /// decoded, nor what would end it earlier.
        #[test]
        fn a_url_gives_its_parameters_back(
            name in "[^\\p{C}/\\\\]{1,8}",
            kind in "[^\\p{C}/\\\\]{1,8}",
            n in 0..=i64::MAX,
            rest in "[^\\p{C}/\\\\]{1,5}(/[^\\p{C}/\\\\]{1,5}){0,2}",
        ) {
            proptest::prop_assume!(name != "." && name != ".." && rest.split('/').all(|part| part != "." && part != ".."));
            let mut table = Table::default();
            table.insert(&ROUTE, &["GET"], false, 0).unwrap();
            let values = [name.as_str(), &kind, &n.to_string(), &rest];
            let url = url(ROUTE.into_iter(), of(values));
            proptest::prop_assert!(url.is_ascii());
            let decoded = decode(&url).unwrap();
            let Found::Entry(0, names, spans) = table.find("GET", &decoded) else { panic!("{url} matches nothing") };
            let params = Params::new(SharedPath::Decoded(decoded.as_ref().into()), Arc::clone(names), spans);
            proptest::prop_assert_eq!(params.iter().map(|(_, value)| value).collect::<Vec<_>>(), values);
        }
    }
}
