//! Which session it is, and how old.

use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use super::config::Config;
use crate::secret::random_bytes;

/// Which session it is, and how old.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Identity {
    /// 256 random bits, made here and never taken from a client.
    pub(super) id: String,
    /// When it began, in seconds since 1970.
    pub(super) born: u64,
    /// When it was last written, in seconds since 1970.
    pub(super) at: u64,
}

impl Identity {
    /// A new one, for a session that began then.
    pub(super) fn new(born: u64, now: u64) -> Self {
        Identity { id: encode(&random_bytes::<32>()), born, at: now }
    }

    /// Whether a text can be an id. What cannot is not looked for.
    pub(super) fn is_id(text: &str) -> bool {
        text.len() == 43 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    }

    pub(super) fn renewed(self, now: u64) -> Self {
        Identity { at: now, ..self }
    }

    /// Whether it is neither unused for too long, nor too old, nor from the future.
    pub(super) fn is_alive(&self, config: &Config, now: u64) -> bool {
        // Up to and with the last second: a session of one second lasts for one at least.
        let within = |since: u64, limit: Duration| now <= since.saturating_add(limit.as_secs());
        within(self.at, config.max_age) && within(self.born, config.max_lifetime)
    }

    /// Whether half of the time is over in which it has to be used again.
    pub(super) fn is_half_over(&self, config: &Config, now: u64) -> bool {
        now.saturating_sub(self.at) >= config.max_age.as_secs().div_ceil(2)
    }

    /// How long it lasts from now on, if nobody uses it again.
    pub(super) fn lasts(&self, config: &Config, now: u64) -> Duration {
        let rest = self.born.saturating_add(config.max_lifetime.as_secs()).saturating_sub(now);
        config.max_age.min(Duration::from_secs(rest))
    }
}

pub(super) fn encode(bytes: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    BASE64_URL_SAFE_NO_PAD.decode(text).ok()
}
