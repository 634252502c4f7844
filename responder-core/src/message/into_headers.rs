//! Header fields that stand behind a body and its status.

use http::HeaderMap;
use http::header::{HeaderName, HeaderValue};

/// Header fields of a handler's return value, `(body, status, headers)`: an array or a `Vec` of pairs, an `Option` of
/// these, or an `http::HeaderMap`.
///
/// They take the place of those that were written before, but for `Set-Cookie`, which is added, and `Vary`, whose names
/// are put together. A name or value that cannot stand in a header (with a line break in it, say) is left out.
///
/// ```
/// use responder::prelude::*;
/// # #[api] struct Api;
/// #[post("/items")]
/// fn create() -> (Value, u16, [(&'static str, &'static str); 1]) {
///     (json!({ "id": 1 }), 201, [("location", "/items/1")])
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list of header fields",
    note = "write pairs of a name and a value, `[(\"location\", \"/items/1\")]`, or an `http::HeaderMap`"
)]
pub trait IntoHeaders {
    /// The fields.
    fn into_headers(self) -> HeaderMap;
}

impl IntoHeaders for HeaderMap {
    fn into_headers(self) -> HeaderMap {
        self
    }
}

impl<N: TryInto<HeaderName>, V: TryInto<HeaderValue>, const COUNT: usize> IntoHeaders for [(N, V); COUNT] {
    fn into_headers(self) -> HeaderMap {
        gathered(self)
    }
}

impl<N: TryInto<HeaderName>, V: TryInto<HeaderValue>> IntoHeaders for Vec<(N, V)> {
    fn into_headers(self) -> HeaderMap {
        gathered(self)
    }
}

impl<H: IntoHeaders> IntoHeaders for Option<H> {
    fn into_headers(self) -> HeaderMap {
        self.map_or_else(HeaderMap::new, IntoHeaders::into_headers)
    }
}

fn gathered<N: TryInto<HeaderName>, V: TryInto<HeaderValue>>(pairs: impl IntoIterator<Item = (N, V)>) -> HeaderMap {
    let mut fields = HeaderMap::new();
    for (name, value) in pairs {
        if let (Ok(name), Ok(value)) = (name.try_into(), value.try_into()) {
            fields.append(name, value);
        }
    }
    fields
}
