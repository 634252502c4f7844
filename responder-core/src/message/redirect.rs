//! Redirects that stay on the origin unless they say otherwise.

use http::{HeaderValue, StatusCode};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// Where a redirect goes, and with which status.
///
/// `resp.redirect("/dashboard")` is the common form. A target on another origin has to be asked
/// for, so that text from a request (`?next=`) cannot send the user elsewhere:
///
/// ```
/// use responder::Redirect;
/// let elsewhere = Redirect::external("https://example.com/");
/// let moved = Redirect::to("/new").status(308);
/// # let _ = (elsewhere, moved);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    target: String,
    status: Option<StatusCode>,
    external: bool,
}

impl Redirect {
    /// To a path of this origin. Text that would leave it is answered with 400 instead.
    ///
    /// The status is 303 (See Other) in answer to a submitted form, so that the browser fetches the
    /// target instead of sending the form, with the password in it, once more (RFC 9110 section
    /// 15.4.4); in all other cases it is 307, which keeps the method.
    pub fn to(path: impl Into<String>) -> Self {
        Redirect { target: path.into(), status: None, external: false }
    }

    /// To any `http` or `https` URL. Never pass text from a request without checking it.
    pub fn external(url: impl Into<String>) -> Self {
        Redirect { target: url.into(), status: None, external: true }
    }

    /// With this status: 301, 302, 303, 307 or 308. Any other is ignored.
    pub fn status(mut self, status: u16) -> Self {
        if matches!(status, 301 | 302 | 303 | 307 | 308) {
            self.status = StatusCode::from_u16(status).ok();
        }
        self
    }

    /// The status, and the value of `Location` unless the target has to be refused.
    pub(crate) fn resolve(&self, answers_form: bool) -> (StatusCode, Option<HeaderValue>) {
        let default = if answers_form { StatusCode::SEE_OTHER } else { StatusCode::TEMPORARY_REDIRECT };
        let allowed = match self.external {
            true => is_http_url(&self.target),
            false => stays_on_origin(&self.target),
        };
        let location = if allowed { location(&self.target) } else { None };
        (self.status.unwrap_or(default), location)
    }
}

/// The value of `Location` for this URL; `None` if there is nothing in it.
pub(super) fn location(url: &str) -> Option<HeaderValue> {
    let encoded = utf8_percent_encode(url, UNSAFE).to_string();
    HeaderValue::try_from(encoded).ok().filter(|location| !location.is_empty())
}

impl<T: Into<String>> From<T> for Redirect {
    fn from(path: T) -> Self {
        Redirect::to(path)
    }
}

/// What may not stand in a URI (RFC 3986 section 2); `%` stays, so that escapes are kept.
const UNSAFE: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'\\').add(b'^').add(b'`').add(b'{').add(b'|').add(b'}');

/// Whether a browser would resolve this to the same origin.
///
/// Browsers drop tab and line breaks and read `\` as `/`, so both are refused rather than rewritten.
fn stays_on_origin(target: &str) -> bool {
    if target.is_empty() || target.chars().any(|c| c.is_control() || c == '\\') || target.trim() != target {
        return false;
    }
    if target.starts_with("//") {
        return false;
    }
    // A colon before the first `/`, `?` or `#` would make it a scheme (RFC 3986 section 4.2).
    let first_segment = target.split(['/', '?', '#']).next().unwrap_or_default();
    !first_segment.contains(':')
}

fn is_http_url(target: &str) -> bool {
    let rest = target.strip_prefix("https://").or_else(|| target.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with(['/', '\\'])) && !target.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_that_a_browser_takes_elsewhere_is_refused() {
        for target in [
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            "",
            " /x",
            "/x\r\nSet-Cookie: a=b",
            "/\t/evil.example",
            "evil:x",
        ] {
            assert!(!stays_on_origin(target), "{target:?}");
        }
    }

    #[test]
    fn a_path_of_this_origin_is_kept() {
        for target in ["/", "/a?next=https://x", "reports", "?page=2", "/a%20b", "/caf\u{e9}"] {
            assert!(stays_on_origin(target), "{target:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn every_location_is_of_this_origin(target in "[/\\\\a:.?#@ \t\r\n%\u{e9}]{0,10}") {
            let (_, location) = Redirect::to(target).resolve(false);
            if let Some(location) = location {
                let text = location.to_str().unwrap();
                proptest::prop_assert!(!text.starts_with("//") && !text.contains(['\\', '\t', ' ']), "{}", text);
                let scheme = text.split(['/', '?', '#']).next().unwrap();
                proptest::prop_assert!(!scheme.contains(':'), "{}", text);
            }
        }
    }
}
