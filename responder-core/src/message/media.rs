//! Return values that say how they are to be written.

use serde::Serialize;

use super::reply::Reply;
use super::response::Response;

/// A value to be sent as structured data: JSON, or what else the client's `Accept` prefers.
///
/// A handler may also return any `Serialize` type as it is; `Media` is for types that would
/// otherwise be sent as text (`Media("hello")` is a JSON string).
///
/// ```
/// use responder::prelude::*;
/// #[api]
/// struct Api;
///
/// #[get("/numbers")]
/// fn numbers() -> Media<Vec<u32>> {
///     Media(vec![1, 2, 3])
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Media<T>(pub T);

#[diagnostic::do_not_recommend]
impl<T: Serialize> Reply for Media<T> {
    fn apply(self, resp: &mut Response) {
        resp.media(&self.0);
    }
}

/// A string to be sent as `text/html; charset=utf-8`. It is sent as it is: escape what users typed.
///
/// ```
/// # use responder::prelude::*;
/// # #[api] struct Api;
/// #[get("/")]
/// fn index() -> Html<&'static str> {
///     Html("<h1>hello</h1>")
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Html<T>(pub T);

#[diagnostic::do_not_recommend]
impl<T: Into<String>> Reply for Html<T> {
    fn apply(self, resp: &mut Response) {
        resp.html(self.0);
    }
}
