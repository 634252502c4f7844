//! The text of a session cookie: `base64url(payload).base64url(HMAC-SHA256)`.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use ring::hmac;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Sessions;
use crate::message::SetCookie;
use crate::secret::random_bytes;

/// The longest cookie value that browsers are sure to keep, in bytes (RFC 6265 section 6.1).
const MAX_VALUE: usize = 3_800;

/// Which session a cookie belongs to, and since when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Identity {
    /// 128 random bits.
    id: String,
    /// When the cookie was written, in seconds since 1970.
    at: u64,
}

impl Identity {
    pub(super) fn new(now: u64) -> Self {
        Identity { id: encode(&random_bytes::<16>()), at: now }
    }

    pub(super) fn renewed(&self, now: u64) -> Self {
        Identity { id: self.id.clone(), at: now }
    }
}

#[derive(Serialize, Deserialize)]
struct Payload {
    #[serde(flatten)]
    identity: Identity,
    data: Map<String, Value>,
}

impl Sessions {
    /// The cookie for this data; `None` if it is too large for one.
    pub(super) fn seal(&self, identity: &Identity, data: &Map<String, Value>) -> Option<SetCookie> {
        let payload = Payload { identity: identity.clone(), data: data.clone() };
        let payload = encode(&serde_json::to_vec(&payload).ok()?);
        let tag = encode(hmac::sign(&self.key, payload.as_bytes()).as_ref());
        let value = format!("{payload}.{tag}");
        (value.len() <= MAX_VALUE).then(|| self.set_cookie(&value))
    }

    /// What a cookie holds, if it was signed here, is not too old and was not revoked.
    pub(super) fn unseal(&self, value: &str, now: u64) -> Option<(Identity, Map<String, Value>)> {
        let (payload, tag) = value.split_once('.')?;
        // In constant time, and before anything in it is parsed.
        hmac::verify(&self.key, payload.as_bytes(), &decode(tag)?).ok()?;
        let Payload { identity, data } = serde_json::from_slice(&decode(payload)?).ok()?;
        let in_time = now < identity.at.saturating_add(self.max_age.as_secs());
        (in_time && !self.revoked.contains(&identity.id, identity.at)).then_some((identity, data))
    }

    /// Makes every cookie of this session worthless.
    pub(super) fn revoke(&self, identity: &Identity, now: u64) {
        let until = now.saturating_add(self.max_age.as_secs());
        self.revoked.insert(identity.id.clone(), until, now);
    }
}

fn encode(bytes: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

fn decode(text: &str) -> Option<Vec<u8>> {
    BASE64_URL_SAFE_NO_PAD.decode(text).ok()
}
