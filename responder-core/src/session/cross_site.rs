//! Unsafe requests that another site made a browser send.

use http::header::{HOST, HeaderName, ORIGIN};
use subtle::ConstantTimeEq;

use crate::error::{Error, Result};
use crate::message::{Problem, Request};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Tells them from requests of one's own pages.
#[derive(Clone, Debug, Default)]
pub(super) struct CrossSite {
    trusted: Vec<String>,
    token_required: bool,
}

/// Where a request comes from, as the browser says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source<'r> {
    /// One's own pages, the user, or a program that is no browser.
    Own,
    /// A page of this origin, if it is known.
    Other(Option<&'r str>),
}

impl CrossSite {
    pub(super) fn trust(&mut self, origin: String) {
        self.trusted.push(origin);
    }

    pub(super) fn require_token(&mut self) {
        self.token_required = true;
    }

    pub(super) fn check(&self) -> Result {
        match self.trusted.iter().find(|origin| !is_origin(origin)) {
            Some(origin) => Err(Error::configuration(format!(
                "`{origin}` is no origin: a scheme and a host, with a port if it is unusual, such as `https://app.example.com`"
            ))),
            None => Ok(()),
        }
    }

    /// Whether an unsafe request comes from a site that is not trusted.
    pub(super) fn refuses(&self, request: &Request) -> bool {
        if request.method().is_safe() {
            return false;
        }
        match source(request) {
            Source::Own => false,
            Source::Other(origin) => !self.trusted.iter().any(|trusted| Some(trusted.as_str()) == origin),
        }
    }

    /// Whether this request has to bring a token.
    pub(super) fn asks_for_token(&self, request: &Request) -> bool {
        self.token_required && !request.method().is_safe()
    }
}

/// The token that a request has brought, in its header or its form; empty if there is none.
pub(super) async fn token_of(request: &Request) -> String {
    #[derive(serde::Deserialize)]
    struct Form {
        csrf_token: String,
    }
    match request.header("x-csrf-token") {
        Some(token) => token.to_owned(),
        None if request.is_form() => request.media().await.map_or_else(|_| String::new(), |form: Form| form.csrf_token),
        None => String::new(),
    }
}

/// Compared in constant time; nothing equals a token that was never made.
pub(super) fn is_token(expected: Option<&str>, brought: &str) -> bool {
    expected.is_some_and(|expected| !expected.is_empty() && bool::from(expected.as_bytes().ct_eq(brought.as_bytes())))
}

/// What a request forged by another site would say.
pub(super) fn refusal() -> Problem {
    Problem::new(403).detail("Cross-site request refused")
}

/// All current browsers send `Sec-Fetch-Site` (over HTTPS) or `Origin` with such a request, and no page can
/// change either: <https://web.dev/articles/fetch-metadata>.
fn source(request: &Request) -> Source<'_> {
    let origin = request.sole_header(&ORIGIN);
    match request.sole_header(&SEC_FETCH_SITE) {
        Some("same-origin" | "none") => return Source::Own,
        Some(_) => return Source::Other(origin),
        None => {}
    }
    let Some(origin) = origin else { return Source::Own };
    let host = match request.uri().authority() {
        Some(authority) => Some(authority.as_str()),
        None => request.sole_header(&HOST),
    };
    // The scheme is not known here: a proxy may have taken the TLS off.
    match (origin.split_once("://"), host) {
        (Some((_, authority)), Some(host)) if authority.eq_ignore_ascii_case(host) => Source::Own,
        _ => Source::Other(Some(origin)),
    }
}

fn is_origin(text: &str) -> bool {
    let authority = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    authority.is_some_and(|authority| {
        !authority.is_empty() && authority.bytes().all(|b| b.is_ascii_graphic() && !b"/?#@\\*".contains(&b))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::RequestBody;
    use http::HeaderValue;

    fn source_of(fields: &[(&'static str, &'static str)]) -> bool {
        let (mut head, ()) = http::Request::new(()).into_parts();
        for (name, value) in fields {
            head.headers.append(*name, HeaderValue::from_static(value));
        }
        let body = RequestBody::Whole(bytes::Bytes::new());
        source(&Request::new(head, "/".into(), body, 0, None)) == Source::Own
    }

    #[test]
    fn what_the_browser_says_of_a_request_decides() {
        let host = ("host", "app.example.com");
        assert!(source_of(&[host]), "a program that is no browser");
        assert!(source_of(&[host, ("sec-fetch-site", "same-origin"), ("origin", "https://app.example.com")]));
        assert!(source_of(&[host, ("sec-fetch-site", "none")]), "the user typed the address");
        assert!(source_of(&[host, ("origin", "https://APP.example.com")]));
        for fields in [
            &[host, ("sec-fetch-site", "cross-site")][..],
            &[host, ("sec-fetch-site", "same-site")],
            &[host, ("sec-fetch-site", "Same-Origin ")],
            &[host, ("sec-fetch-site", "same-origin"), ("sec-fetch-site", "same-origin")],
            &[host, ("origin", "https://evil.example")],
            &[host, ("origin", "https://app.example.com.evil.example")],
            &[host, ("origin", "https://app.example.com:8443")],
            &[host, ("origin", "null")],
            &[host, ("origin", "")],
            &[host, ("origin", "app.example.com")],
            &[host, ("origin", "https://app.example.com"), ("origin", "https://app.example.com")],
            &[("origin", "https://app.example.com")],
        ] {
            assert!(!source_of(fields), "{fields:?}");
        }
    }

    #[test]
    fn an_origin_is_written_out() {
        for good in ["https://app.example.com", "http://localhost:3000"] {
            assert!(is_origin(good), "{good}");
        }
        for bad in ["", "*", "https://", "app.example.com", "https://*.example.com", "https://app.example.com/"] {
            assert!(!is_origin(bad), "{bad}");
        }
    }

    #[test]
    fn nothing_equals_a_token_that_is_not_there() {
        assert!(is_token(Some("a"), "a"));
        assert!(
            !is_token(None, "") && !is_token(Some(""), "") && !is_token(Some("a"), "") && !is_token(Some("a"), "b")
        );
    }
}
