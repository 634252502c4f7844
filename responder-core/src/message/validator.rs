//! What tells two versions of a resource apart: entity tags and dates (RFC 9110 section 8.8).

use std::time::SystemTime;

use http::header::{ETAG, HeaderName, IF_MATCH, IF_NONE_MATCH, LAST_MODIFIED};
use http::{HeaderMap, HeaderValue};
use ring::digest::{SHA256, digest};

use super::problem::Problem;
use super::request::Request;
use super::response::Response;

/// An entity tag: `"v1"`, or `W/"v1"` for what is only as good as the same.
///
/// ```
/// use responder::EntityTag;
/// assert_eq!(EntityTag::strong("v1").to_string(), r#""v1""#);
/// assert_eq!(EntityTag::weak("v1").to_string(), r#"W/"v1""#);
/// // Text is a strong tag; quotes that are there already stay.
/// assert_eq!(EntityTag::from(r#""v1""#), EntityTag::strong("v1"));
/// assert_eq!(EntityTag::from(r#"W/"v1""#), EntityTag::weak("v1"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityTag(String);

impl EntityTag {
    /// The same tag, byte for byte the same content. What cannot stand in a tag is written as `%` and its hexadecimal code.
    pub fn strong(text: &str) -> Self {
        EntityTag(format!("\"{}\"", opaque(text)))
    }

    /// A strong tag that is the same for the same content, and for no other.
    pub(crate) fn of_content(content: &[u8]) -> Self {
        let hash = digest(&SHA256, content);
        let hash: String = hash.as_ref()[..12].iter().map(|byte| format!("{byte:02x}")).collect();
        EntityTag::strong(&hash)
    }

    /// The same tag, content that is as good.
    pub fn weak(text: &str) -> Self {
        EntityTag(format!("W/\"{}\"", opaque(text)))
    }

    pub(crate) fn to_header(&self) -> HeaderValue {
        // Nothing else is left in it: see `opaque`.
        HeaderValue::from_str(&self.0).unwrap_or_else(|_| HeaderValue::from_static("\"\""))
    }
}

/// `etagc` of RFC 9110 section 8.8.3, without the bytes above ASCII.
fn opaque(text: &str) -> String {
    text.bytes().fold(String::new(), |mut tag, byte| {
        match byte {
            b'!' | b'#'..=b'~' if byte != b'%' => tag.push(char::from(byte)),
            _ => tag.push_str(&format!("%{byte:02X}")),
        }
        tag
    })
}

impl From<&str> for EntityTag {
    fn from(text: &str) -> Self {
        let (weak, quoted) = match text.strip_prefix("W/") {
            Some(quoted) => (true, quoted),
            None => (false, text),
        };
        match quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
            Some(inner) if weak => EntityTag::weak(inner),
            Some(inner) => EntityTag::strong(inner),
            None => EntityTag::strong(text),
        }
    }
}

impl From<String> for EntityTag {
    fn from(text: String) -> Self {
        EntityTag::from(text.as_str())
    }
}

impl std::fmt::Display for EntityTag {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl Response {
    /// Tags the answer: a client that has this version is sent 304 and no body.
    ///
    /// ```
    /// use responder::prelude::*;
    /// # #[api] struct Api;
    /// #[get("/feed")]
    /// fn feed(resp: &mut Response) {
    ///     resp.etag("v1").text("the feed");
    /// }
    /// ```
    pub fn etag(&mut self, tag: impl Into<EntityTag>) -> &mut Self {
        self.header(ETAG, tag.into().to_header())
    }

    /// When the content has changed last, to the second: a client that has it since then is sent 304 and no body.
    pub fn last_modified(&mut self, time: SystemTime) -> &mut Self {
        self.header(LAST_MODIFIED, httpdate::fmt_http_date(time))
    }
}

impl Request {
    /// That the client knows the version that it is about to change: `If-Match` and `If-None-Match` against the current
    /// tag, `None` for what is not there.
    ///
    /// So that nobody overwrites what somebody else has written meanwhile. A request without either field passes.
    ///
    /// ```
    /// use responder::prelude::*;
    /// # #[api] struct Api;
    /// #[put("/page")]
    /// fn save(req: &Request, #[body] text: String) -> Result<(), Problem> {
    ///     let current = "v1"; // of what is stored
    ///     req.if_match(Some(current))?;
    ///     // ... store it
    ///     # let _ = text;
    ///     Ok(())
    /// }
    /// ```
    ///
    /// # Errors
    /// 412 if it does not.
    pub fn if_match<T: Into<EntityTag>>(&self, current: Option<T>) -> Result<(), Problem> {
        let tag = current.map(|tag| tag.into().to_header());
        let matches = |name: HeaderName, weakly| match &tag {
            Some(tag) => has_tag(self.headers(), name, tag, weakly),
            None => false,
        };
        let headers = self.headers();
        let changed = headers.contains_key(IF_MATCH) && !matches(IF_MATCH, false);
        let exists = headers.contains_key(IF_NONE_MATCH) && matches(IF_NONE_MATCH, true);
        if changed || exists { Err(Problem::new(412)) } else { Ok(()) }
    }
}

/// Whether the list in this field has the tag, or is `*`.
///
/// Compared weakly, `W/"a"` and `"a"` are the same; otherwise a weak tag is the same as none (section 8.8.3.2).
pub(crate) fn has_tag(headers: &HeaderMap, field: HeaderName, tag: &HeaderValue, weakly: bool) -> bool {
    let Ok(tag) = tag.to_str() else { return false };
    let strength = |tag: &str| tag.strip_prefix("W/").map_or((false, tag.to_owned()), |rest| (true, rest.to_owned()));
    let (is_weak, text) = strength(tag);
    let lines = headers.get_all(field).iter().filter_map(|line| line.to_str().ok());
    for line in lines {
        if line.trim() == "*" {
            return true;
        }
        for other in tags(line) {
            let (other_is_weak, other) = strength(other);
            if other == text && (weakly || !(is_weak || other_is_weak)) {
                return true;
            }
        }
    }
    false
}

/// The tags of a list, up to what is none. A comma may stand in a tag.
fn tags(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line.trim();
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches([',', ' ', '\t']);
        let start = if rest.starts_with("W/") { 2 } else { 0 };
        let inner = rest[start..].strip_prefix('"')?;
        let end = start + 1 + inner.find('"')?;
        let tag = &rest[..=end];
        rest = rest[end + 1..].trim_start();
        (rest.is_empty() || rest.starts_with(',')).then_some(tag)
    })
}

/// A date in one of the three forms that RFC 9110 section 5.6.7 knows, or with `-0000` for the zone.
pub(crate) fn http_date(text: &str) -> Option<SystemTime> {
    let text = text.trim();
    let text = text.strip_suffix("-0000").map_or(text.to_owned(), |date| format!("{date}GMT"));
    httpdate::parse_http_date(&text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(list: &str, tag: &str, weakly: bool) -> bool {
        let headers = [(IF_NONE_MATCH, list.parse().unwrap())].into_iter().collect();
        has_tag(&headers, IF_NONE_MATCH, &EntityTag::from(tag).to_header(), weakly)
    }

    #[test]
    fn a_tag_is_found_in_a_list() {
        for list in ["*", r#""v1""#, r#""a", "v1""#, r#"W/"a" , "v1", "b""#, r#""a,b","v1""#] {
            assert!(has(list, "v1", true) && has(list, "v1", false), "{list}");
        }
        for list in ["", "v1", r#""v"#, r#""v1x""#, r#""a" "v1"x"#, r#"x"v1""#] {
            assert!(!has(list, "v1", true), "{list}");
        }
        assert!(has(r#"W/"v1""#, "v1", true) && !has(r#"W/"v1""#, "v1", false));
        assert!(has(r#""v1""#, r#"W/"v1""#, true) && !has(r#""v1""#, r#"W/"v1""#, false));
    }

    #[test]
    fn a_tag_can_hold_any_text() {
        assert_eq!(EntityTag::strong("a\"b\r\n%\u{e9}").to_string(), r#""a%22b%0D%0A%25%C3%A9""#);
    }

    #[test]
    fn all_forms_of_a_date_are_read() {
        let noon = http_date("Thu, 15 Jan 2026 12:00:00 GMT").unwrap();
        for text in ["Thursday, 15-Jan-26 12:00:00 GMT", "Thu Jan 15 12:00:00 2026", "Thu, 15 Jan 2026 12:00:00 -0000"]
        {
            assert_eq!(http_date(text), Some(noon), "{text}");
        }
        for text in ["", "yesterday", "2026-01-15", "Thu, 32 Jan 2026 12:00:00 GMT"] {
            assert_eq!(http_date(text), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_list_is_read_without_a_panic(list in "[W/\",a* \u{e9}]{0,20}") {
            let _ = tags(&list).count();
        }
    }
}
