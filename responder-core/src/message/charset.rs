//! Text in another charset than UTF-8, for who cannot read that.

use encoding_rs::Encoding;
use http::HeaderValue;
use http::header::CONTENT_TYPE;

use super::problem::Problem;
use super::response::Response;

/// The charset of this label, as the Encoding standard of the web names it.
pub(super) fn of_label(label: &str) -> Option<&'static Encoding> {
    // The only common spelling that browsers do not know.
    match label.eq_ignore_ascii_case("latin-1") {
        true => Some(encoding_rs::WINDOWS_1252),
        false => Encoding::for_label(label.as_bytes()),
    }
}

impl Response {
    /// Writes the text that is there, UTF-8, in another charset, and names that in `Content-Type`.
    ///
    /// The label is one of the [Encoding standard](https://encoding.spec.whatwg.org/#names-and-labels), where
    /// `iso-8859-1` and `latin1` mean `windows-1252`. If nobody knows it, or the text has a character that is not in the
    /// charset, or there is no text, the response is a 500.
    ///
    /// ```
    /// use responder::prelude::*;
    /// # #[api] struct Api;
    /// #[get("/menu.html")]
    /// fn menu(resp: &mut Response) {
    ///     resp.html("<p>café</p>").charset("iso-8859-1");
    /// }
    /// ```
    pub fn charset(&mut self, label: &str) -> &mut Self {
        let text = self.body().and_then(|body| std::str::from_utf8(body).ok());
        let (bytes, content_type) = match (text, of_label(label)) {
            (None, _) => return self.fail_because("no text was written before its charset"),
            // The standard writes UTF-16 as UTF-8, for the sake of forms.
            (_, Some(charset)) if charset.output_encoding() != charset => {
                return self.fail_because("a charset that is only read, and not written");
            }
            (_, None) => return self.fail_because("a charset that nobody knows"),
            (Some(text), Some(charset)) => match charset.encode(text) {
                (bytes, _, false) => (bytes.into_owned(), self.content_type_in(label)),
                _ => return self.fail_because("a character that is not in the charset"),
            },
        };
        self.content(bytes);
        if let Some(content_type) = content_type {
            self.headers_mut().insert(CONTENT_TYPE, content_type);
        }
        self
    }

    /// Its media type with this charset.
    fn content_type_in(&self, label: &str) -> Option<HeaderValue> {
        let content_type = self.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok())?;
        let media_type = content_type.split(';').next()?.trim();
        HeaderValue::try_from(format!("{media_type}; charset={label}")).ok()
    }

    fn fail_because(&mut self, cause: &str) -> &mut Self {
        self.fail(Problem::internal().caused_by(cause.to_owned()));
        self
    }
}
