//! Tokens whose signature was verified: the next request with one need not do that work again.
//!
//! Only that work: a token is known by its whole text, and its claims are held to all rules on every
//! request. One that expires or is revoked is refused the next time that it comes.

use std::hash::Hasher;
use std::mem;
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::{FxHashMap, FxHasher};

use super::verified::Verified;
use crate::secret::random_bytes;

/// A lock each, so that cores do not wait for each other.
const SHARDS: usize = 16;

/// How many tokens a shard remembers, before it starts over and forgets those that do not come again.
const GENERATION: usize = 256;

/// At most 8,192 tokens, of which each has been signed by a key of the set.
pub(super) struct VerifiedTokens {
    seed: u64,
    shards: [Mutex<Shard>; SHARDS],
}

#[derive(Default)]
struct Shard {
    recent: Tokens,
    older: Tokens,
}

/// By the hash of a token, so that its text is hashed once. Of two with one hash, the later one is remembered.
type Tokens = FxHashMap<u64, Remembered>;

struct Remembered {
    token: Box<str>,
    verified: Arc<Verified>,
}

impl Default for VerifiedTokens {
    fn default() -> Self {
        VerifiedTokens { seed: u64::from_le_bytes(random_bytes()), shards: Default::default() }
    }
}

impl VerifiedTokens {
    pub(super) fn get(&self, token: &str) -> Option<Arc<Verified>> {
        let (hash, shard) = self.place(token);
        let mut shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = shard.recent.get(&hash) {
            return known.verified_as(token);
        }
        let known = shard.older.remove(&hash)?;
        let verified = known.verified_as(token);
        shard.insert(hash, known);
        verified
    }

    pub(super) fn insert(&self, token: &str, verified: Arc<Verified>) {
        let (hash, shard) = self.place(token);
        shard.lock().unwrap_or_else(PoisonError::into_inner).insert(hash, Remembered { token: token.into(), verified });
    }

    /// Hashes a token quickly, and differently for each set of keys: what a client may learn from the time that a
    /// lookup takes tells nothing about another one. Only tokens with a signature of ours get in, so that nobody can
    /// fill one bucket.
    fn place(&self, token: &str) -> (u64, &Mutex<Shard>) {
        let mut hasher = FxHasher::default();
        hasher.write_u64(self.seed);
        hasher.write(token.as_bytes());
        let hash = hasher.finish();
        // The remainder is below the number of shards. The lowest bits are those that a map looks at first.
        (hash, &self.shards[(hash >> 24) as usize % SHARDS])
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        let shards = self.shards.iter().map(|shard| shard.lock().unwrap());
        shards.map(|shard| shard.recent.len() + shard.older.len()).sum()
    }
}

impl Remembered {
    /// What is known of this token, if that is the one.
    fn verified_as(&self, token: &str) -> Option<Arc<Verified>> {
        (*self.token == *token).then(|| Arc::clone(&self.verified))
    }
}

impl Shard {
    fn insert(&mut self, hash: u64, known: Remembered) {
        if self.recent.len() >= GENERATION {
            self.older = mem::take(&mut self.recent);
        }
        self.recent.insert(hash, known);
    }
}
