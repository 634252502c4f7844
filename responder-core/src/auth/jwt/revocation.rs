//! Tokens that are refused before they expire.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use super::object::Claims;
use crate::clock::now;
use crate::revoked::Revoked;

/// Which token it is, for somebody who knows which are revoked. Its signature and its times are right.
#[derive(Clone, Copy, Debug)]
pub struct TokenIdentity<'t>(pub(super) &'t Claims);

impl<'t> TokenIdentity<'t> {
    /// The token's own id (`jti`).
    pub fn id(&self) -> Option<&'t str> {
        self.claim("jti").and_then(Value::as_str)
    }

    /// Who it was issued for (`sub`), as text; `None` only for numeric subjects.
    pub fn subject(&self) -> Option<&'t str> {
        self.claim("sub").and_then(Value::as_str)
    }

    /// When it was issued (`iat`), in seconds since 1970.
    pub fn issued_at(&self) -> Option<u64> {
        self.claim("iat").and_then(Value::as_u64)
    }

    /// Any claim, by its name.
    pub fn claim(&self, name: &str) -> Option<&'t Value> {
        self.0.get(name)
    }
}

/// Knows which tokens are revoked; asked for every token on every request, after everything else about it
/// was right.
///
/// A function from [`TokenIdentity`] to `bool` is one. What has to be waited for, a database say, is better
/// asked in the guard, after [`JwtKeys::verify`](super::JwtKeys::verify).
pub trait Revocation: Send + Sync + 'static {
    /// Whether this token is not accepted any more.
    fn is_revoked(&self, token: &TokenIdentity<'_>) -> bool;
}

impl<F: Fn(&TokenIdentity<'_>) -> bool + Send + Sync + 'static> Revocation for F {
    fn is_revoked(&self, token: &TokenIdentity<'_>) -> bool {
        self(token)
    }
}

/// Revoked tokens, kept in memory: single ones, and all that somebody has had so far.
///
/// Clones share what they know. Keys with this [`revocation`](super::JwtKeys::revocation) give every token
/// a `jti` and an `iat`, and refuse tokens without. It remembers 100,000 of each; if more are revoked
/// within `lifetime`, all tokens issued so far are. A restart forgets, and other processes do not know:
/// keep tokens short-lived, or write a [`Revocation`] of your own.
///
/// ```
/// use responder::{JwtError, JwtKeys, RevokedTokens};
/// use serde::{Deserialize, Serialize};
/// use std::time::Duration;
///
/// #[derive(Serialize)]
/// struct New<'a> { sub: &'a str }
/// #[derive(Deserialize)]
/// struct Claims { sub: String, jti: String, exp: u64 }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let hour = Duration::from_secs(3600);
/// let revoked = RevokedTokens::new(hour);
/// let keys = JwtKeys::hs256("a secret that has at least 32 bytes")?.revocation(revoked.clone());
/// let token = keys.issue_for(&New { sub: "ann" }, hour)?;
/// let claims: Claims = keys.verify(&token)?;
///
/// revoked.token(&claims.jti, claims.exp);                      // logged out
/// assert_eq!(keys.verify::<Claims>(&token).err(), Some(JwtError::Revoked));
/// revoked.subject(&claims.sub);                                // everywhere
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct RevokedTokens {
    tokens: Arc<Revoked>,
    subjects: Arc<Revoked>,
    lifetime: Duration,
}

impl RevokedTokens {
    /// For tokens that live for this long at most.
    pub fn new(lifetime: Duration) -> Self {
        RevokedTokens { tokens: Arc::default(), subjects: Arc::default(), lifetime }
    }

    /// Refuses the token with this `jti`, which expires then (its `exp`) anyway.
    pub fn token(&self, id: impl Into<String>, expires: u64) {
        // The clocks of issuer and verifier may be a minute apart.
        self.tokens.insert(id.into(), expires.saturating_add(60), now());
    }

    /// Refuses all tokens that were issued for this `sub` up to now, this second included.
    pub fn subject(&self, subject: impl Into<String>) {
        self.subject_at(subject.into(), now());
    }

    pub(super) fn subject_at(&self, subject: String, now: u64) {
        let until = now.saturating_add(self.lifetime.as_secs()).saturating_add(60);
        self.subjects.insert_made_by(subject, now, until, now);
    }
}

impl Revocation for RevokedTokens {
    fn is_revoked(&self, token: &TokenIdentity<'_>) -> bool {
        match (token.id(), token.subject(), token.issued_at()) {
            (Some(id), Some(subject), Some(issued)) => {
                self.tokens.contains(id, issued) || self.subjects.contains(subject, issued)
            }
            // It could not be revoked.
            _ => true,
        }
    }
}
