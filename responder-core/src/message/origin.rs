//! Where a request comes from: one's own pages, or those of another site.

use http::header::{HOST, HeaderName, ORIGIN};

use super::problem::Problem;
use super::request::Request;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Where a request comes from, as the browser says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source<'r> {
    /// One's own pages, the user, or a program that is no browser.
    Own,
    /// A page of this origin, if it is known.
    Other(Option<&'r str>),
}

impl Request {
    /// All current browsers send `Sec-Fetch-Site` (over HTTPS) or `Origin` with such a request, and no page can
    /// change either: <https://web.dev/articles/fetch-metadata>.
    pub(crate) fn source(&self) -> Source<'_> {
        let origin = self.sole_header(&ORIGIN);
        match self.sole_header(&SEC_FETCH_SITE) {
            Some("same-origin" | "none") => return Source::Own,
            Some(_) => return Source::Other(origin),
            None => {}
        }
        let Some(origin) = origin else { return Source::Own };
        let host = match self.uri().authority() {
            Some(authority) => Some(authority.as_str()),
            None => self.sole_header(&HOST),
        };
        // The scheme is not known here: a proxy may have taken the TLS off.
        match (origin.split_once("://"), host) {
            (Some((_, authority)), Some(host)) if authority.eq_ignore_ascii_case(host) => Source::Own,
            _ => Source::Other(Some(origin)),
        }
    }

    /// Whether another site's page made a browser send it, and it could change something.
    pub(crate) fn may_be_forged(&self) -> bool {
        !self.method().is_safe() && self.source() != Source::Own
    }
}

/// Whether a text is an origin as browsers write it: a scheme and a host, perhaps with a port.
pub(crate) fn is_origin(text: &str) -> bool {
    let authority = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    authority.is_some_and(|authority| {
        !authority.is_empty() && authority.bytes().all(|b| b.is_ascii_graphic() && !b"/?#@\\*".contains(&b))
    })
}

impl Problem {
    /// What a request forged by another site is answered with.
    pub(crate) fn cross_site() -> Self {
        Problem::new(403).detail("Cross-site request refused")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::BodyLimits;
    use crate::message::{Origin, RequestBody};
    use http::HeaderValue;

    fn source_of(fields: &[(&'static str, &'static str)]) -> bool {
        let (mut head, ()) = http::Request::new(()).into_parts();
        for (name, value) in fields {
            head.headers.append(*name, HeaderValue::from_static(value));
        }
        let body = RequestBody::Whole(bytes::Bytes::new());
        Request::new(head, None, body, BodyLimits { size: 0, rate: 0 }, Origin::NOWHERE).source() == Source::Own
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
}
