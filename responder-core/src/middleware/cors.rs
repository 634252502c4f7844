//! Cross-origin resource sharing: which pages of other origins may read answers.

use std::time::Duration;

use http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_HEADERS,
    ACCESS_CONTROL_REQUEST_METHOD, HeaderName, ORIGIN, VARY,
};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, StatusCode};

use crate::encode::{self, HttpResponse};
use crate::error::{Error, Result};
use crate::message::is_origin;

/// Headers that every page may send. A `Content-Type` other than those of forms is a reason for a preflight, and allowed
/// by it: what an allowed origin sends is JSON.
const SAFE_HEADERS: [&str; 4] = ["Accept", "Accept-Language", "Content-Language", "Content-Type"];

/// All methods, where any may be used.
const METHODS: [&str; 7] = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

const REQUEST_PRIVATE_NETWORK: HeaderName = HeaderName::from_static("access-control-request-private-network");

/// Which pages of other origins may read answers of an app (the Fetch standard, section 3.2), and ask for what a form
/// could not.
///
/// Nothing is allowed that is not said; methods begin with `GET`. Preflight requests are answered before guards run:
/// a browser sends no credentials with them.
///
/// This lets pages in, and keeps none out: that a browser sends a form or an image request to other sites is no matter
/// of CORS. Sessions, Basic and keys in cookies refuse those by themselves.
///
/// ```
/// use responder::Cors;
/// use std::time::Duration;
/// let cors = Cors::new()
///     .origins(["https://app.example.com", "https://*.example.org"])
///     .methods(["GET", "POST"])
///     .headers(["Authorization"])
///     .max_age(Duration::from_secs(300));
/// # let _ = cors;
/// ```
#[derive(Clone, Debug)]
pub struct Cors {
    origins: Allowed,
    methods: Allowed,
    headers: Allowed,
    expose: Vec<String>,
    credentials: bool,
    max_age: Duration,
}

#[derive(Clone, Debug)]
enum Allowed {
    Any,
    Listed(Vec<String>),
}

impl Allowed {
    fn listed<T: Into<String>>(names: impl IntoIterator<Item = T>) -> Self {
        Allowed::Listed(names.into_iter().map(Into::into).collect())
    }
}

impl Default for Cors {
    fn default() -> Self {
        Cors::new()
    }
}

impl Cors {
    /// No origin, only `GET`, only `Accept`, `Accept-Language`, `Content-Language` and `Content-Type`.
    pub fn new() -> Self {
        Cors {
            origins: Allowed::Listed(Vec::new()),
            methods: Allowed::listed(["GET"]),
            headers: Allowed::Listed(Vec::new()),
            expose: Vec::new(),
            credentials: false,
            max_age: Duration::from_secs(600),
        }
    }

    /// Pages of these origins: `https://app.example.com`, or `https://*.example.com` for all names below it.
    pub fn origins<T: Into<String>>(mut self, origins: impl IntoIterator<Item = T>) -> Self {
        self.origins = Allowed::listed(origins);
        self
    }

    /// Pages of any origin. An app does not start with this and [`credentials`](Self::credentials).
    pub fn any_origin(mut self) -> Self {
        self.origins = Allowed::Any;
        self
    }

    /// With these methods.
    pub fn methods<T: Into<String>>(mut self, methods: impl IntoIterator<Item = T>) -> Self {
        self.methods = Allowed::listed(methods);
        self
    }

    /// With any method.
    pub fn any_method(mut self) -> Self {
        self.methods = Allowed::Any;
        self
    }

    /// With these headers, `Authorization` say.
    pub fn headers<T: Into<String>>(mut self, headers: impl IntoIterator<Item = T>) -> Self {
        self.headers = Allowed::listed(headers);
        self
    }

    /// With any header.
    pub fn any_header(mut self) -> Self {
        self.headers = Allowed::Any;
        self
    }

    /// Pages may read these headers of an answer.
    pub fn expose<T: Into<String>>(mut self, headers: impl IntoIterator<Item = T>) -> Self {
        self.expose = headers.into_iter().map(Into::into).collect();
        self
    }

    /// The browser may send cookies and Basic credentials along, and pages may read what they are answered.
    pub fn credentials(mut self) -> Self {
        self.credentials = true;
        self
    }

    /// How long a browser may remember the answer to a preflight, in whole seconds: 10 minutes.
    pub fn max_age(mut self, age: Duration) -> Self {
        self.max_age = age;
        self
    }

    pub(super) fn check(&self) -> Result {
        if self.credentials && matches!(self.origins, Allowed::Any) {
            return Err(Error::configuration(
                "CORS for any origin with credentials lets every site read what a user may see: name the origins",
            ));
        }
        let names = [&self.origins, &self.methods, &self.headers].into_iter().flat_map(Allowed::names);
        for name in names.chain(self.expose.iter()) {
            if name.is_empty() || name.contains([',', ' ']) || HeaderValue::try_from(name.as_str()).is_err() {
                return Err(Error::configuration(format!("CORS cannot allow `{}`", name.escape_debug())));
            }
        }
        match self.origins.names().find(|origin| !is_origin(&origin.replacen("://*.", "://", 1))) {
            Some(origin) => Err(Error::configuration(format!(
                "`{origin}` is no origin: `https://app.example.com`, or `https://*.example.com`, without a path"
            ))),
            None => Ok(()),
        }
    }

    /// The answer to a preflight; `None` if it is none.
    pub(super) fn preflight(&self, head: &Parts) -> Option<HttpResponse> {
        let text = |name: &HeaderName| head.headers.get(name).and_then(|value| value.to_str().ok());
        if head.method != Method::OPTIONS || !head.headers.contains_key(ORIGIN) {
            return None;
        }
        let method = text(&ACCESS_CONTROL_REQUEST_METHOD)?;
        let asked = text(&ACCESS_CONTROL_REQUEST_HEADERS).unwrap_or_default();
        let mut disallowed = Vec::new();
        if !self.allows_origin(text(&ORIGIN).unwrap_or_default()) {
            disallowed.push("origin");
        }
        // Methods are case-sensitive, headers are not.
        if !self.methods.has(|allowed| allowed == method) {
            disallowed.push("method");
        }
        let mut headers = asked.split(',').map(str::trim).filter(|name| !name.is_empty());
        let is_safe = |name: &str| SAFE_HEADERS.iter().any(|safe| safe.eq_ignore_ascii_case(name));
        if !headers.all(|name| is_safe(name) || self.headers.has(|allowed| allowed.eq_ignore_ascii_case(name))) {
            disallowed.push("headers");
        }
        if text(&REQUEST_PRIVATE_NETWORK) == Some("true") {
            disallowed.push("private-network");
        }
        let mut response = match disallowed.is_empty() {
            true => encode::text(StatusCode::OK, "OK"),
            false => encode::text(StatusCode::BAD_REQUEST, &format!("Disallowed CORS {}", disallowed.join(", "))),
        };
        let fields = response.headers_mut();
        fields.insert(
            VARY,
            HeaderValue::from_static(
                "Origin, Access-Control-Request-Method, Access-Control-Request-Headers, Access-Control-Request-Private-Network",
            ),
        );
        let methods = match &self.methods {
            Allowed::Any => METHODS.join(", "),
            Allowed::Listed(methods) => methods.join(", "),
        };
        insert(fields, ACCESS_CONTROL_ALLOW_METHODS, &methods);
        let headers = match &self.headers {
            Allowed::Any => asked.to_owned(),
            Allowed::Listed(listed) => {
                let listed = listed.iter().map(String::as_str).filter(|name| !is_safe(name));
                SAFE_HEADERS.into_iter().chain(listed).collect::<Vec<_>>().join(", ")
            }
        };
        insert(fields, ACCESS_CONTROL_ALLOW_HEADERS, &headers);
        insert(fields, ACCESS_CONTROL_MAX_AGE, &self.max_age.as_secs().to_string());
        Some(response)
    }

    /// Says in an answer whether its reader may be a page of this origin.
    pub(super) fn allow(&self, origin: Option<&HeaderValue>, headers: &mut HeaderMap) {
        let varies = headers.get_all(VARY).iter().any(|value| names(value, "Origin"));
        if !varies {
            headers.append(VARY, HeaderValue::from_static("Origin"));
        }
        let Some(origin) = origin else { return };
        if self.credentials {
            headers.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
        }
        if !self.expose.is_empty() {
            insert(headers, ACCESS_CONTROL_EXPOSE_HEADERS, &self.expose.join(", "));
        }
        match &self.origins {
            Allowed::Any => _ = headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
            Allowed::Listed(_) if origin.to_str().is_ok_and(|origin| self.allows_origin(origin)) => {
                headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
            }
            Allowed::Listed(_) => {}
        }
    }

    fn allows_origin(&self, origin: &str) -> bool {
        self.origins.has(|allowed| match allowed.split_once("*.") {
            Some((scheme, host)) => origin.strip_prefix(scheme).is_some_and(|name| {
                let below = name.strip_suffix(host).and_then(|name| name.strip_suffix('.'));
                below.is_some_and(|name| !name.is_empty() && !name.contains(['/', ':', '@', '?', '#']))
            }),
            None => allowed == origin,
        })
    }
}

impl Allowed {
    fn names(&self) -> impl Iterator<Item = &String> {
        match self {
            Allowed::Any => [].iter(),
            Allowed::Listed(names) => names.iter(),
        }
    }

    fn has(&self, is_it: impl Fn(&str) -> bool) -> bool {
        matches!(self, Allowed::Any) || self.names().any(|name| is_it(name))
    }
}

fn insert(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    // What is configured was checked at the start; what the client asked for was a value already.
    if let Ok(value) = HeaderValue::try_from(value) {
        headers.insert(name, value);
    }
}

/// Whether a list has this name.
fn names(list: &HeaderValue, name: &str) -> bool {
    list.to_str().is_ok_and(|list| list.split(',').any(|item| item.trim().eq_ignore_ascii_case(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_allowed_in_full_or_below_a_name() {
        let cors = Cors::new().origins(["https://app.example.com", "https://*.example.org", "http://localhost:3000"]);
        assert!(cors.check().is_ok());
        for good in
            ["https://app.example.com", "https://a.example.org", "https://a.b.example.org", "http://localhost:3000"]
        {
            assert!(cors.allows_origin(good), "{good}");
        }
        for bad in [
            "",
            "null",
            "http://app.example.com",
            "https://app.example.com:8443",
            "https://app.example.com.evil",
            "https://example.org",
            "https://.example.org",
            "https://evil.com/.example.org",
            "https://evil@a.example.org",
            "https://notexample.org",
            "https://a.example.org:8443",
            "https://a.example.org.evil",
        ] {
            assert!(!cors.allows_origin(bad), "{bad}");
        }
    }

    #[test]
    fn what_cannot_be_meant_refuses_to_start() {
        assert!(Cors::new().any_origin().credentials().check().is_err());
        for origin in ["*", "app.example.com", "https://app.example.com/", "https://*", "https://a.*.com", "https://"] {
            assert!(Cors::new().origins([origin]).check().is_err(), "{origin}");
        }
        assert!(Cors::new().methods(["GET, POST"]).check().is_err());
        assert!(Cors::new().headers(["X\r\nY"]).check().is_err());
    }
}
