//! API keys: a set of secrets of which a client presents one.

use ring::hmac;
use subtle::{Choice, ConditionallySelectable, ConstantTimeEq};

use crate::secret::random_bytes;

/// A set of accepted API keys, compared in constant time.
///
/// Only keyed hashes are kept and compared: how long a check takes says nothing about how much of a
/// key was right, nor which key it was.
///
/// ```
/// use responder::ApiKeys;
/// let keys = ApiKeys::new(["sk-abc123", "sk-def456"]);
/// assert_eq!(keys.verify("sk-def456"), Some(1));
/// assert_eq!(keys.verify("sk-def"), None);
/// assert_eq!(keys.verify(""), None);
/// ```
#[derive(Clone)]
pub struct ApiKeys {
    // A random key for each set: the hashes are worth nothing outside this process.
    hash: hmac::Key,
    accepted: Vec<[u8; 32]>,
}

impl ApiKeys {
    /// A set of keys. Empty ones are left out: no header is not a key.
    pub fn new<K: AsRef<[u8]>>(keys: impl IntoIterator<Item = K>) -> Self {
        let hash = hmac::Key::new(hmac::HMAC_SHA256, &random_bytes::<32>());
        let accepted =
            keys.into_iter().filter(|key| !key.as_ref().is_empty()).map(|key| digest(&hash, key.as_ref())).collect();
        ApiKeys { hash, accepted }
    }

    /// The place of this key among the non-empty ones given to [`new`](Self::new), from 0; `None` if it is not one of them.
    pub fn verify(&self, candidate: impl AsRef<[u8]>) -> Option<usize> {
        let candidate = digest(&self.hash, candidate.as_ref());
        let mut found = Choice::from(0);
        let mut place = 0u32;
        for (index, accepted) in (0u32..).zip(&self.accepted) {
            // No early exit: every key is looked at, whichever matches.
            let equal = accepted.ct_eq(&candidate);
            place = u32::conditional_select(&place, &index, equal);
            found |= equal;
        }
        bool::from(found).then_some(place as usize)
    }
}

impl std::fmt::Debug for ApiKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ApiKeys({} keys)", self.accepted.len())
    }
}

fn digest(hash: &hmac::Key, text: &[u8]) -> [u8; 32] {
    let mut digest = [0; 32];
    digest.copy_from_slice(hmac::sign(hash, text).as_ref());
    digest
}
