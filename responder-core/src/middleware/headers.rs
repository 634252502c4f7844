//! Headers that tell browsers to be careful.

use http::HeaderValue;
use http::header::{
    CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS,
};

use crate::encode::Template;
use crate::error::{Error, Result};

/// Headers on every answer, errors included, that tell browsers to be careful; what a handler sets itself stays.
///
/// By default `X-Content-Type-Options: nosniff`, `X-Frame-Options: DENY` and
/// `Referrer-Policy: strict-origin-when-cross-origin`.
///
/// ```
/// use responder::SecurityHeaders;
/// let headers = SecurityHeaders::new()
///     .set("Content-Security-Policy", "default-src 'self'")
///     .set("X-Frame-Options", "SAMEORIGIN")
///     .strict_transport_security("max-age=31536000; includeSubDomains");
/// # let _ = headers;
/// ```
#[derive(Clone, Debug)]
pub struct SecurityHeaders {
    fields: Vec<(HeaderName, HeaderValue)>,
    /// Over HTTPS only: RFC 6797 section 7.2.
    hsts: Option<HeaderValue>,
    malformed: Vec<String>,
}

impl Default for SecurityHeaders {
    fn default() -> Self {
        SecurityHeaders::new()
    }
}

impl SecurityHeaders {
    /// The three that suit everybody.
    pub fn new() -> Self {
        let fields = [
            (X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (X_FRAME_OPTIONS, "DENY"),
            (REFERRER_POLICY, "strict-origin-when-cross-origin"),
        ];
        let fields = fields.map(|(name, value)| (name, HeaderValue::from_static(value))).into();
        SecurityHeaders { fields, hsts: None, malformed: Vec::new() }
    }

    /// None at all.
    pub fn none() -> Self {
        SecurityHeaders { fields: Vec::new(), ..SecurityHeaders::new() }
    }

    /// This one, in place of another of its name. An app does not start with a name or value that no header has.
    pub fn set(mut self, name: &str, value: &str) -> Self {
        match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            (Ok(name), Ok(value)) => {
                self.fields.retain(|(other, _)| *other != name);
                self.fields.push((name, value));
            }
            _ => self.malformed.push(format!("{name}: {value}")),
        }
        self
    }

    /// `Content-Security-Policy`, such as `default-src 'self'`.
    pub fn content_security_policy(self, policy: &str) -> Self {
        self.set(CONTENT_SECURITY_POLICY.as_str(), policy)
    }

    /// `Strict-Transport-Security`, over HTTPS only: from then on browsers refuse plain HTTP, for as long as it says.
    pub fn strict_transport_security(mut self, value: &str) -> Self {
        match HeaderValue::try_from(value) {
            Ok(value) => self.hsts = Some(value),
            Err(_) => self.malformed.push(format!("{STRICT_TRANSPORT_SECURITY}: {value}")),
        }
        self
    }

    pub(super) fn check(&self) -> Result {
        match self.malformed.first() {
            Some(field) => Err(Error::configuration(format!("`{}` is no header", field.escape_debug()))),
            None => Ok(()),
        }
    }

    /// As every answer has them.
    pub(crate) fn template(&self, is_secure: bool) -> Template {
        let hsts = self.hsts.iter().filter(|_| is_secure).map(|value| (STRICT_TRANSPORT_SECURITY, value.clone()));
        Template::new(self.fields.iter().cloned().chain(hsts).collect())
    }
}
