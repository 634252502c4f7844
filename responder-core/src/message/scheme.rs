//! Authentication schemes: where credentials stand in a request, and how a server asks for them.

use std::fmt::Write as _;

/// How a guard or dependency takes credentials: what `#[bearer]`, `#[basic]` or `#[api_key(..)]` on its argument says.
///
/// An `#[exception_handler]` for [`Unauthenticated`](super::Unauthenticated) finds them in
/// [`schemes`](super::Unauthenticated::schemes), and [`RouteFacts`](crate::auth::RouteFacts) tells those of each route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scheme {
    kind: SchemeKind,
    realm: Option<&'static str>,
}

/// What kind of credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SchemeKind {
    /// `Authorization: Bearer <token>` (RFC 6750).
    Bearer,
    /// `Authorization: Basic <user and password>` (RFC 7617).
    Basic,
    /// A key in this header field.
    ApiKeyHeader(&'static str),
    /// A key in this parameter of the query.
    ApiKeyQuery(&'static str),
    /// A key in this cookie.
    ApiKeyCookie(&'static str),
}

impl Scheme {
    /// What the macros make of an argument's marker.
    pub const fn new(kind: SchemeKind, realm: Option<&'static str>) -> Self {
        Scheme { kind, realm }
    }

    /// What kind of credentials.
    pub const fn kind(&self) -> SchemeKind {
        self.kind
    }

    /// The protection space that the credentials are for (RFC 9110 section 11.5).
    ///
    /// Basic cannot do without one (RFC 7617 section 2); it is `Restricted` where none is given.
    pub const fn realm(&self) -> Option<&'static str> {
        match (self.realm, self.kind) {
            (None, SchemeKind::Basic) => Some("Restricted"),
            (realm, _) => realm,
        }
    }

    /// The scheme's name in a challenge: `Bearer`, `Basic`, or `ApiKey`, which is nobody's standard and says at
    /// least what is missing.
    pub const fn name(&self) -> &'static str {
        match self.kind {
            SchemeKind::Bearer => "Bearer",
            SchemeKind::Basic => "Basic",
            SchemeKind::ApiKeyHeader(_) | SchemeKind::ApiKeyQuery(_) | SchemeKind::ApiKeyCookie(_) => "ApiKey",
        }
    }

    /// The challenge of a 401, as the value of `WWW-Authenticate`.
    ///
    /// Of a bearer token that was brought and is not good it says so: RFC 6750 section 3.1.
    pub(crate) fn challenge(&self, invalid: bool) -> String {
        match self.kind {
            // Passwords are decoded as UTF-8: RFC 7617 section 2.1.
            SchemeKind::Basic => self.challenge_with(&[("charset", "UTF-8")]),
            SchemeKind::Bearer if invalid => self.challenge_with(&[("error", "invalid_token")]),
            _ => self.challenge_with(&[]),
        }
    }

    /// The challenge of a 403 for scopes that the caller lacks (RFC 6750 section 3.1); none for API keys, where
    /// another key would have to be asked for elsewhere.
    pub(crate) fn scope_challenge(&self, scopes: &str) -> Option<String> {
        let authorization = matches!(self.kind, SchemeKind::Bearer | SchemeKind::Basic);
        authorization.then(|| self.challenge_with(&[("error", "insufficient_scope"), ("scope", scopes)]))
    }

    /// The macros let only through what needs no escape in quotes.
    fn challenge_with(&self, parameters: &[(&str, &str)]) -> String {
        let mut challenge = self.name().to_owned();
        let realm = self.realm().map(|realm| ("realm", realm));
        for (index, (name, value)) in realm.iter().chain(parameters).enumerate() {
            let comma = if index == 0 { "" } else { "," };
            let _ = write!(challenge, "{comma} {name}=\"{value}\"");
        }
        challenge
    }

    /// These, without repetitions.
    pub(crate) fn each_once(schemes: impl IntoIterator<Item = Scheme>) -> Vec<Scheme> {
        let mut once = Vec::new();
        for scheme in schemes {
            if !once.contains(&scheme) {
                once.push(scheme);
            }
        }
        once
    }

    /// Whether a browser sends such credentials along by itself, also when another site's page makes it.
    pub(crate) const fn is_ambient(&self) -> bool {
        matches!(self.kind, SchemeKind::Basic | SchemeKind::ApiKeyCookie(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn challenges_are_written_as_rfc_9110_wants_them() {
        let bearer = Scheme::new(SchemeKind::Bearer, None);
        assert_eq!(bearer.challenge(false), "Bearer");
        assert_eq!(bearer.challenge(true), r#"Bearer error="invalid_token""#);
        let realm = Scheme::new(SchemeKind::Bearer, Some("api"));
        assert_eq!(realm.challenge(true), r#"Bearer realm="api", error="invalid_token""#);
        assert_eq!(
            realm.scope_challenge("a b").unwrap(),
            r#"Bearer realm="api", error="insufficient_scope", scope="a b""#
        );
        let basic = Scheme::new(SchemeKind::Basic, None);
        assert_eq!(basic.challenge(true), r#"Basic realm="Restricted", charset="UTF-8""#);
        let key = Scheme::new(SchemeKind::ApiKeyHeader("X-API-Key"), None);
        assert_eq!((key.challenge(true), key.scope_challenge("a")), ("ApiKey".into(), None));
    }
}
