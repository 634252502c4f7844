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

/// A route with values for all parameters of its path: the type that its attribute makes, a field for each of them.
pub trait ToUrl {
    /// Its path as text, percent-encoded.
    fn to_url(&self) -> String;
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

impl<R> Route<R> {
    /// Its path with all prefixes and these values of its parameters, in their order, percent-encoded.
    pub fn url(&self, values: &[&str]) -> String {
        self.path().url(values)
    }
}

impl FullPath<'_> {
    /// The same for a path.
    pub fn url(self, values: &[&str]) -> String {
        url(self.all_segments(), values)
    }
}

fn url(segments: impl Iterator<Item = Segment>, values: &[&str]) -> String {
    let (mut url, mut values) = (String::new(), values.iter().copied());
    let mut push = |url: &mut String, convertor| {
        let allowed = if convertor == Convertor::Path { SEGMENTS } else { SEGMENT };
        url.extend(utf8_percent_encode(values.next().unwrap_or_default(), allowed));
    };
    for segment in segments {
        url.push('/');
        match segment {
            Segment::Static(text) => url.extend(utf8_percent_encode(text, SEGMENT)),
            Segment::Param(_, convertor) => push(&mut url, convertor),
            Segment::Mixed(pieces) => {
                for piece in pieces {
                    match *piece {
                        Piece::Text(text) => url.extend(utf8_percent_encode(text, SEGMENT)),
                        Piece::Param(_, convertor) => push(&mut url, convertor),
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

    #[test]
    fn a_url_is_encoded_and_stays_on_the_server() {
        let path = |segments: &[Segment], values: &[&str]| url(segments.iter().copied(), values);
        assert_eq!(path(&ROUTE, &["a/b?c d", "x", "7", "y/z #"]), "/caf%C3%A9/a%2Fb%3Fc%20d/x-7.json/y/z%20%23");
        assert_eq!(path(&ROUTE[3..], &["/evil.example"]), "/%2Fevil.example");
        assert_eq!(path(&ROUTE[3..], &["\\evil.example"]), "/%5Cevil.example");
        assert_eq!(path(&[Segment::Static("")], &[]), "/");
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
            let url = url(ROUTE.into_iter(), &values);
            proptest::prop_assert!(url.is_ascii());
            let decoded = decode(&url).unwrap();
            let Found::Entry(0, names, spans) = table.find("GET", &decoded) else { panic!("{url} matches nothing") };
            let params = Params::new(SharedPath::Decoded(decoded.as_ref().into()), Arc::clone(names), spans);
            proptest::prop_assert_eq!(params.iter().map(|(_, value)| value).collect::<Vec<_>>(), values);
        }
    }
}
