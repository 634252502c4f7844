//! What a handler may return, and how it becomes the response.

use serde_json::Value;

use super::into_headers::IntoHeaders;
use super::problem::Problem;
use super::redirect::Redirect;
use super::response::{Response, Status};

/// A value that knows how to write itself to the response.
///
/// A handler returns nothing, a `Reply`, any `serde::Serialize` type, or a `Result` with one of
/// these. Implement it for your own kinds of response:
///
/// ```
/// use responder::prelude::*;
/// # #[api] struct Api;
/// struct Csv(String);
///
/// impl Reply for Csv {
///     fn apply(self, resp: &mut Response) {
///         resp.content(self.0).header("content-type", "text/csv");
///     }
/// }
///
/// #[get("/report")]
/// fn report() -> Csv {
///     Csv("a,b\n1,2\n".into())
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as a response",
    label = "this is what the handler returns",
    note = "return nothing and write to `resp: &mut Response`, or return text, `Media<T>`, `Html<T>`, a `Redirect`, \
            a type that derives `serde::Serialize`, or implement `responder::Reply` for your type; a status stands \
            behind the body, `(body, 201)`, and header fields behind that, `(body, 201, [(\"location\", \"/1\")])`"
)]
pub trait Reply {
    /// Writes this value to the response.
    fn apply(self, resp: &mut Response);
}

#[diagnostic::do_not_recommend]
impl Reply for () {
    fn apply(self, _: &mut Response) {}
}

#[diagnostic::do_not_recommend]
impl Reply for &str {
    fn apply(self, resp: &mut Response) {
        resp.text(self);
    }
}

#[diagnostic::do_not_recommend]
impl Reply for String {
    fn apply(self, resp: &mut Response) {
        resp.text(self);
    }
}

#[diagnostic::do_not_recommend]
impl Reply for Vec<u8> {
    fn apply(self, resp: &mut Response) {
        resp.content(self);
    }
}

#[diagnostic::do_not_recommend]
impl Reply for bytes::Bytes {
    fn apply(self, resp: &mut Response) {
        resp.content(self);
    }
}

#[diagnostic::do_not_recommend]
impl Reply for Value {
    fn apply(self, resp: &mut Response) {
        resp.media(&self);
    }
}

#[diagnostic::do_not_recommend]
impl Reply for Problem {
    fn apply(self, resp: &mut Response) {
        self.write(resp);
    }
}

#[diagnostic::do_not_recommend]
impl Reply for Redirect {
    fn apply(self, resp: &mut Response) {
        resp.redirect(self);
    }
}

#[diagnostic::do_not_recommend]
impl Reply for Status {
    fn apply(self, resp: &mut Response) {
        resp.status(self);
    }
}

/// A body and its status: `("created", 201)`. A handler may also return `(item, 201)` with any
/// `Serialize` item.
#[diagnostic::do_not_recommend]
impl<T: Reply, S: Into<Status>> Reply for (T, S) {
    fn apply(self, resp: &mut Response) {
        self.0.apply(resp);
        resp.status(self.1);
    }
}

/// A body, its status, and [header fields](IntoHeaders): `("created", 201, [("location", "/items/1")])`. A handler may
/// also return any `Serialize` item so.
#[diagnostic::do_not_recommend]
impl<T: Reply, S: Into<Status>, H: IntoHeaders> Reply for (T, S, H) {
    fn apply(self, resp: &mut Response) {
        (self.0, self.1).apply(resp);
        resp.headers_from(self.2);
    }
}
