//! Cookies of the request, and cookies for the client.

use std::borrow::Cow;
use std::fmt;
use std::time::{Duration, SystemTime};

use http::header::SET_COOKIE;
use http::{HeaderMap, HeaderValue};

/// The cookies of a request, in the order in which they came.
///
/// A pair that is malformed is passed over and never hides a good one (RFC 6265 section 5.4).
#[derive(Clone, Debug, Default)]
pub struct Cookies<'r> {
    pairs: Vec<(&'r str, Cow<'r, str>)>,
}

impl<'r> Cookies<'r> {
    pub(crate) fn parse(fields: impl Iterator<Item = &'r HeaderValue>) -> Self {
        let mut pairs = Vec::new();
        for field in fields {
            // One odd byte spoils its own pair only, so the split comes before the text check.
            for pair in field.as_bytes().split(|byte| *byte == b';') {
                let Ok(pair) = std::str::from_utf8(pair) else { continue };
                let Some((name, value)) = pair.split_once('=') else { continue };
                let (name, value) = (name.trim(), value.trim());
                if !name.is_empty() {
                    pairs.push((name, decoded(unquoted(value))));
                }
            }
        }
        Cookies { pairs }
    }

    /// How many pairs have this name, counting those whose value is no text.
    pub(crate) fn count(fields: impl Iterator<Item = &'r HeaderValue>, name: &str) -> usize {
        let pairs = fields.flat_map(|field| field.as_bytes().split(|byte| *byte == b';'));
        let is_called = |pair: &&[u8]| {
            let called = pair.split(|byte| *byte == b'=').next().unwrap_or_default();
            called.len() < pair.len() && called.trim_ascii() == name.as_bytes()
        };
        pairs.filter(is_called).count()
    }

    /// The value of the first cookie with this name, percent-decoded. Names are case-sensitive.
    pub fn get(&self, name: &str) -> Option<Cow<'r, str>> {
        self.all(name).next().cloned()
    }

    /// The values of all cookies with this name (a client may hold one per path).
    pub fn all<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s Cow<'r, str>> + 's {
        self.pairs.iter().filter(move |(known, _)| *known == name).map(|(_, value)| value)
    }

    /// Name and value of every cookie.
    pub fn iter(&self) -> impl Iterator<Item = (&'r str, &Cow<'r, str>)> + '_ {
        self.pairs.iter().map(|(name, value)| (*name, value))
    }
}

/// As [`SetCookie`] encodes; text that is no escape, or would not be UTF-8, stays as it is.
fn decoded(value: &str) -> Cow<'_, str> {
    percent_encoding::percent_decode_str(value).decode_utf8().unwrap_or(Cow::Borrowed(value))
}

fn unquoted(value: &str) -> &str {
    value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(value)
}

/// Whether browsers send a cookie with requests that pages of other sites make (RFC 6265bis section 5.6.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SameSite {
    /// Not even when somebody follows a link from there.
    Strict,
    /// When somebody follows a link from there.
    Lax,
    /// Always.
    None,
}

/// A cookie for the client: `HttpOnly`, `SameSite=Lax` and `Path=/` unless told otherwise.
///
/// ```
/// use responder::SetCookie;
/// use std::time::Duration;
/// let theme = SetCookie::new("theme", "dark").max_age(Duration::from_secs(3600));
/// # let _ = theme;
/// ```
#[derive(Clone, Debug)]
pub struct SetCookie {
    name: String,
    /// As it is sent.
    value: String,
    http_only: bool,
    same_site: Option<SameSite>,
    secure: bool,
    path: String,
    domain: Option<String>,
    max_age: Option<Duration>,
    expires: Option<SystemTime>,
}

impl SetCookie {
    /// A cookie that lasts as long as the browser session.
    ///
    /// Characters that may not stand in a cookie value are percent-encoded (RFC 6265 section 4.1.1).
    pub fn new(name: impl Into<String>, value: impl AsRef<str>) -> Self {
        SetCookie {
            name: name.into(),
            value: percent_encoding::utf8_percent_encode(value.as_ref(), NOT_COOKIE_OCTETS).to_string(),
            http_only: true,
            same_site: Some(SameSite::Lax),
            secure: false,
            path: "/".to_owned(),
            domain: None,
            max_age: None,
            expires: None,
        }
    }

    /// Tells the client to forget the cookie of this name.
    pub fn removal(name: impl Into<String>) -> Self {
        SetCookie::new(name, "").expires(SystemTime::UNIX_EPOCH)
    }

    /// Lasts this long, in whole seconds.
    pub fn max_age(mut self, age: Duration) -> Self {
        self.max_age = Some(age);
        self
    }

    /// Lasts until then, to the second; clients that know [`max_age`](Self::max_age) go by that.
    pub fn expires(mut self, time: SystemTime) -> Self {
        self.expires = Some(time.clamp(SystemTime::UNIX_EPOCH, SystemTime::UNIX_EPOCH + LAST_DATE));
        self
    }

    /// Sent over HTTPS only.
    pub fn secure(mut self, secure: bool) -> Self {
        self.secure = secure;
        self
    }

    /// Hidden from scripts (the default) or not.
    pub fn http_only(mut self, http_only: bool) -> Self {
        self.http_only = http_only;
        self
    }

    /// When other sites' requests carry it. `SameSite::None` is always sent with `Secure`; without any, `None`, it is
    /// what the browser thinks best.
    pub fn same_site(mut self, same_site: impl Into<Option<SameSite>>) -> Self {
        self.same_site = same_site.into();
        self
    }

    /// For this path and what is below it.
    pub fn path(mut self, path: impl Into<String>) -> Self {
        self.path = path.into();
        self
    }

    /// For this domain and its subdomains.
    pub fn domain(mut self, domain: impl Into<String>) -> Self {
        self.domain = Some(domain.into());
        self
    }

    /// The `Set-Cookie` value; `None` if the name or an attribute cannot stand in a header.
    pub(crate) fn to_header(&self) -> Option<HeaderValue> {
        let splits = |text: &str| text.contains(';') || text.chars().any(char::is_control);
        if !is_cookie_name(&self.name) || splits(&self.path) || self.domain.as_deref().is_some_and(splits) {
            return None;
        }
        let mut line = String::new();
        self.write(&mut line).ok()?;
        HeaderValue::try_from(line).ok()
    }

    /// Writes it, whatever is in it.
    fn write(&self, f: &mut impl fmt::Write) -> fmt::Result {
        write!(f, "{}={}", self.name, self.value)?;
        if self.http_only {
            f.write_str("; HttpOnly")?;
        }
        if let Some(same_site) = self.same_site {
            write!(f, "; SameSite={same_site:?}")?;
        }
        // Browsers refuse it otherwise.
        if self.secure || self.same_site == Some(SameSite::None) {
            f.write_str("; Secure")?;
        }
        write!(f, "; Path={}", self.path)?;
        if let Some(domain) = domain(self.domain.as_deref()) {
            write!(f, "; Domain={domain}")?;
        }
        if let Some(age) = self.max_age {
            // Clients read it as a number with a sign.
            write!(f, "; Max-Age={}", age.as_secs().min(i64::MAX as u64))?;
        }
        if let Some(time) = self.expires {
            write!(f, "; Expires={}", httpdate::fmt_http_date(time))?;
        }
        Ok(())
    }
}

/// The end of the year 9999, after which dates have no form.
const LAST_DATE: Duration = Duration::from_secs(253_402_300_799);

/// The name of a domain, as clients read it (RFC 6265 section 5.2.3).
fn domain(text: Option<&str>) -> Option<&str> {
    text.map(|text| text.strip_prefix('.').unwrap_or(text)).filter(|text| !text.is_empty())
}

fn is_same_domain(one: Option<&str>, other: Option<&str>) -> bool {
    domain(one).unwrap_or_default().eq_ignore_ascii_case(domain(other).unwrap_or_default())
}

/// A value of `Set-Cookie`, read as clients do (RFC 6265 section 5.2), but for dates in the forms that nobody should write
/// any more.
pub(crate) struct CookieLine<'l> {
    pub(crate) name: &'l str,
    pub(crate) value: &'l str,
    attributes: &'l str,
}

impl<'l> CookieLine<'l> {
    pub(crate) fn parse(line: &'l str) -> Option<Self> {
        let (pair, attributes) = line.split_once(';').unwrap_or((line, ""));
        let (name, value) = pair.split_once('=')?;
        let (name, value) = (name.trim(), value.trim());
        (!name.is_empty()).then_some(CookieLine { name, value, attributes })
    }

    /// The values of an attribute. The last one counts, and is the first here.
    fn attributes(&self, name: &str) -> impl Iterator<Item = &'l str> {
        let attributes = self.attributes.rsplit(';').filter_map(|attribute| attribute.split_once('='));
        attributes.filter(move |(known, _)| known.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }

    /// Whether the client is to forget the cookie.
    pub(crate) fn is_over(&self, now: SystemTime) -> bool {
        match self.attributes("max-age").find_map(|age| age.parse::<i64>().ok()) {
            Some(age) => age <= 0,
            None => self
                .attributes("expires")
                .find_map(|time| httpdate::parse_http_date(time).ok())
                .is_some_and(|time| time < now),
        }
    }
}

/// Adds a cookie in place of one of the same name, path and domain, which a client would take for the same (RFC 6265
/// section 5.3).
pub(super) fn set(fields: &mut HeaderMap, cookie: &SetCookie) {
    let Some(value) = cookie.to_header() else { return };
    let is_other = |line: &HeaderValue| {
        let known = line.to_str().ok().and_then(CookieLine::parse);
        known.is_none_or(|known| {
            known.name != cookie.name
                || known.attributes("path").next() != Some(cookie.path.as_str())
                || !is_same_domain(known.attributes("domain").next(), cookie.domain.as_deref())
        })
    };
    if !fields.get_all(SET_COOKIE).iter().all(is_other) {
        let others: Vec<HeaderValue> =
            fields.get_all(SET_COOKIE).iter().filter(|line| is_other(line)).cloned().collect();
        fields.remove(SET_COOKIE);
        others.into_iter().for_each(|line| _ = fields.append(SET_COOKIE, line));
    }
    fields.append(SET_COOKIE, value);
}

/// A token (RFC 9110 section 5.6.2).
pub(crate) fn is_cookie_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_graphic() && !b"()<>@,;:\\\"/[]?={}".contains(&b))
}

/// Everything that is not a cookie-octet (RFC 6265 section 4.1.1), and `%` itself.
const NOT_COOKIE_OCTETS: &percent_encoding::AsciiSet =
    &percent_encoding::CONTROLS.add(b' ').add(b'"').add(b',').add(b';').add(b'\\').add(b'%');

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_malformed_neighbour_never_hides_a_good_cookie() {
        let field = HeaderValue::from_bytes(b"=x; broken; \xff\xfe=1; session=abc; a=\"q\"").unwrap();
        let cookies = Cookies::parse([&field].into_iter());
        assert_eq!(cookies.get("session").as_deref(), Some("abc"));
        assert_eq!(cookies.get("a").as_deref(), Some("q"));
    }

    #[test]
    fn a_value_cannot_add_attributes_or_lines() {
        let header = SetCookie::new("a", "x; Domain=evil\r\nSet-Cookie: b=1").to_header().unwrap();
        let text = header.to_str().unwrap();
        assert!(text.starts_with("a=x%3B%20Domain=evil%0D%0ASet-Cookie:%20b=1;"), "{text}");
        assert!(SetCookie::new("a b", "x").to_header().is_none());
        assert!(SetCookie::new("a", "x").path("/; Secure").to_header().is_none());
        let cross_site = SetCookie::new("a", "x").same_site(SameSite::None).secure(false).to_header().unwrap();
        assert!(cross_site.to_str().unwrap().contains("Secure"));
    }

    #[test]
    fn attributes_are_written_as_clients_read_them() {
        let text = |cookie: SetCookie| cookie.to_header().unwrap().to_str().unwrap().to_owned();
        assert_eq!(text(SetCookie::new("a", "b")), "a=b; HttpOnly; SameSite=Lax; Path=/");
        let all = SetCookie::new("a", "").http_only(false).same_site(SameSite::Strict).secure(true).path("/x");
        let all = all.domain(".example.org").max_age(Duration::from_millis(90_500)).expires(SystemTime::UNIX_EPOCH);
        assert_eq!(
            text(all),
            "a=; SameSite=Strict; Secure; Path=/x; Domain=example.org; Max-Age=90; Expires=Thu, 01 Jan 1970 00:00:00 GMT"
        );
        assert!(text(SetCookie::new("a", "b").max_age(Duration::MAX)).ends_with("; Max-Age=9223372036854775807"));
        let ages = SetCookie::new("a", "b").expires(SystemTime::UNIX_EPOCH + Duration::from_secs(1 << 40));
        assert!(text(ages).ends_with("; Expires=Fri, 31 Dec 9999 23:59:59 GMT"));
    }

    #[test]
    fn a_cookie_is_over_by_its_age_or_else_by_its_date() {
        let is_over = |line| CookieLine::parse(line).unwrap().is_over(SystemTime::UNIX_EPOCH + Duration::from_secs(60));
        for line in [
            "a=b; Max-Age=0",
            "a=b;max-age=-1",
            "a=b; Expires=Thu, 01 Jan 1970 00:00:59 GMT",
            "a=b; Max-Age=9; Max-Age=0",
            "a=b; Max-Age=0; Max-Age=x",
        ] {
            assert!(is_over(line), "{line}");
        }
        for line in [
            "a=b",
            "a=b; Max-Age=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
            "a=b; Expires=Thu, 01 Jan 1970 00:01:00 GMT",
            "a=b; Max-Age",
        ] {
            assert!(!is_over(line), "{line}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_value_survives_the_way_to_the_client_as_one_cookie(value in "\\PC{0,20}|[;,\"\\\\ \r\n%=]{0,9}") {
            let header = SetCookie::new("name", &value).to_header().unwrap();
            let pair = header.to_str().unwrap().split("; ").next().unwrap().strip_prefix("name=").unwrap();
            let field = HeaderValue::from_str(&format!("name={pair}")).unwrap();
            proptest::prop_assert_eq!(Cookies::parse([&field].into_iter()).get("name").unwrap(), value);
        }

        #[test]
        fn of_each_name_and_path_the_last_cookie_is_sent(cookies in proptest::collection::vec(("[ab]", "/[xy;]?", 0u8..9), 0..8)) {
            let mut fields = HeaderMap::new();
            let mut last = std::collections::BTreeMap::new();
            for (name, path, value) in &cookies {
                let cookie = SetCookie::new(name, value.to_string()).path(path);
                if cookie.to_header().is_some() {
                    last.insert((name, path), value);
                }
                set(&mut fields, &cookie);
            }
            let lines: Vec<_> = fields.get_all(SET_COOKIE).iter().map(|line| line.to_str().unwrap()).collect();
            proptest::prop_assert_eq!(lines.len(), last.len());
            for ((name, path), value) in last {
                let (pair, path) = (format!("{name}={value}; "), format!("; Path={path}"));
                proptest::prop_assert!(lines.iter().any(|line| line.starts_with(&pair) && line.ends_with(&path)), "{:?}", lines);
            }
        }

        #[test]
        fn a_good_pair_is_found_among_any_bytes(noise in proptest::collection::vec(0x20u8..=0xff, 0..30)) {
            let mut field: Vec<u8> = noise.into_iter().filter(|byte| *byte != 0x7f).collect();
            field.extend(b";good=1");
            let field = HeaderValue::from_bytes(&field).unwrap();
            proptest::prop_assert!(Cookies::parse([&field].into_iter()).all("good").any(|value| value == "1"));
        }
    }
}
