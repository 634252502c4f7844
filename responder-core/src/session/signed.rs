//! Sessions in a signed cookie: `base64url(payload).base64url(HMAC-SHA256)`.

use std::sync::Arc;

use ring::hmac;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use subtle::ConstantTimeEq;

use super::config::Config;
use super::identity::{Identity, decode, encode};
use crate::revoked::Revoked;
use crate::secret::SecretKey;

/// The longest cookie value that browsers are sure to keep, in bytes (RFC 6265 section 6.1).
const MAX_VALUE: usize = 3_800;

/// Seals sessions into cookies, and opens them.
#[derive(Clone)]
pub(super) struct SignedCookies {
    /// The first one signs, all verify.
    keys: Vec<hmac::Key>,
    revoked: Arc<Revoked>,
}

#[derive(Serialize, Deserialize)]
struct Payload {
    #[serde(flatten)]
    identity: Identity,
    data: Map<String, Value>,
}

impl SignedCookies {
    pub(super) fn new(secret: SecretKey) -> Self {
        SignedCookies { keys: vec![signing_key(&secret)], revoked: Arc::default() }
    }

    pub(super) fn accept(&mut self, earlier: &SecretKey) {
        self.keys.push(signing_key(earlier));
    }

    /// The cookie's value for this data; `None` if it is too large for one.
    pub(super) fn seal(&self, config: &Config, identity: &Identity, data: &Map<String, Value>) -> Option<String> {
        let payload = Payload { identity: identity.clone(), data: data.clone() };
        let payload = encode(&serde_json::to_vec(&payload).ok()?);
        let tag = encode(sign(self.keys.first()?, &config.cookie, &payload).as_ref());
        let value = format!("{payload}.{tag}");
        (value.len() <= MAX_VALUE).then_some(value)
    }

    /// What a cookie holds, if it was signed here, is not too old and was not revoked.
    pub(super) fn unseal(&self, config: &Config, value: &str, now: u64) -> Option<(Identity, Map<String, Value>)> {
        let (payload, tag) = value.split_once('.')?;
        let tag = decode(tag)?;
        // In constant time, and before anything in it is parsed.
        let signed_by = |key| bool::from(sign(key, &config.cookie, payload).as_ref().ct_eq(&tag));
        if !self.keys.iter().any(signed_by) {
            return None;
        }
        let Payload { identity, data } = serde_json::from_slice(&decode(payload)?).ok()?;
        let is_over = !identity.is_alive(config, now) || self.revoked.contains(&identity.id, identity.at);
        (!is_over).then_some((identity, data))
    }

    /// Makes every cookie of this session worthless.
    pub(super) fn revoke(&self, config: &Config, identity: &Identity, now: u64) {
        let until = now.saturating_add(config.max_age.as_secs()).saturating_add(1);
        self.revoked.insert(identity.id.clone(), until, now);
    }
}

fn signing_key(secret: &SecretKey) -> hmac::Key {
    secret.derive("responder session cookie v2")
}

/// The cookie's name is signed too, so that the cookie of one name is never valid as another. It has no `=`.
fn sign(key: &hmac::Key, cookie: &str, payload: &str) -> hmac::Tag {
    let mut signed = hmac::Context::with_key(key);
    for part in [cookie, "=", payload] {
        signed.update(part.as_bytes());
    }
    signed.sign()
}
