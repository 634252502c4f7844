//! Tokens whose signature was verified: the next request with one need not do that work again.
//!
//! Only that work: a token is known by its whole text, and its claims are held to all rules on every
//! request. One that expires or is revoked is refused the next time that it comes.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::mem;
use std::sync::{Arc, Mutex, PoisonError};

use super::verified::Verified;

/// A lock each, so that cores do not wait for each other.
const SHARDS: usize = 16;

/// How many tokens a shard remembers, before it starts over and forgets those that do not come again.
const GENERATION: usize = 256;

/// At most 8,192 tokens, of which each has been signed by a key of the set.
#[derive(Default)]
pub(super) struct VerifiedTokens {
    shards: [Mutex<Shard>; SHARDS],
}

type Tokens = HashMap<Box<str>, Arc<Verified>, BuildHasherDefault<BySignature>>;

#[derive(Default)]
struct Shard {
    recent: Tokens,
    older: Tokens,
}

/// Hashes the end of a token, which is the end of its signature: as good as random.
///
/// Who wants many of them in one place would have to make many signatures that end alike, and have the tokens
/// accepted. Who wants to find one by its hash has to have its signature.
#[derive(Default)]
struct BySignature(u64);

impl Hasher for BySignature {
    fn write(&mut self, text: &[u8]) {
        let end = text.rchunks(8).take(2).map(|chunk| {
            let mut bytes = [0; 8];
            bytes[..chunk.len()].copy_from_slice(chunk);
            u64::from_le_bytes(bytes)
        });
        // An odd constant spreads what the few letters of base64 leave out.
        self.0 = end.fold(self.0, |hash, part| (hash.rotate_left(32) ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    }

    /// What separates one text from the next: there is one.
    fn write_u8(&mut self, _: u8) {}

    fn finish(&self) -> u64 {
        self.0
    }
}

impl VerifiedTokens {
    pub(super) fn get(&self, token: &str) -> Option<Arc<Verified>> {
        let mut shard = self.shard(token).lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(verified) = shard.recent.get(token) {
            return Some(Arc::clone(verified));
        }
        let (token, verified) = shard.older.remove_entry(token)?;
        shard.insert(token, Arc::clone(&verified));
        Some(verified)
    }

    pub(super) fn insert(&self, token: &str, verified: Arc<Verified>) {
        self.shard(token).lock().unwrap_or_else(PoisonError::into_inner).insert(token.into(), verified);
    }

    fn shard(&self, token: &str) -> &Mutex<Shard> {
        let mut hasher = BySignature::default();
        hasher.write(token.as_bytes());
        // The remainder is below the number of shards. The lowest bits are those that a map looks at first.
        &self.shards[(hasher.finish() >> 24) as usize % SHARDS]
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        let shards = self.shards.iter().map(|shard| shard.lock().unwrap());
        shards.map(|shard| shard.recent.len() + shard.older.len()).sum()
    }
}

impl Shard {
    fn insert(&mut self, token: Box<str>, verified: Arc<Verified>) {
        if self.recent.len() >= GENERATION {
            self.older = mem::take(&mut self.recent);
        }
        self.recent.insert(token, verified);
    }
}
