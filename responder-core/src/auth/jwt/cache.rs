//! Tokens whose signature was verified: the next request with one need not do that work again.
//!
//! Only that work: a token is known by its whole text, and its claims are held to all rules on every
//! request. One that expires or is revoked is refused the next time that it comes.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher};
use std::mem;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use rustc_hash::FxHasher;

use super::verified::Verified;
use crate::secret::random_bytes;

/// A lock each, so that cores do not wait for each other.
const SHARDS: usize = 16;

/// How many tokens a shard remembers, before it starts over and forgets those that do not come again.
const GENERATION: usize = 256;

/// At most 8,192 tokens, of which each has been signed by a key of the set.
#[derive(Default)]
pub(super) struct VerifiedTokens {
    hasher: Seeded,
    shards: [Mutex<Shard>; SHARDS],
}

type Tokens = HashMap<Box<str>, Arc<Verified>, Seeded>;

#[derive(Default)]
struct Shard {
    recent: Tokens,
    older: Tokens,
}

/// Hashes a token quickly, and differently in each process: what a client may learn from the time that a lookup takes
/// tells nothing about the next one. Only tokens with a signature of ours get in, so that nobody can fill one bucket.
#[derive(Clone)]
struct Seeded(u64);

impl Default for Seeded {
    fn default() -> Self {
        static SEED: LazyLock<u64> = LazyLock::new(|| u64::from_le_bytes(random_bytes()));
        Seeded(*SEED)
    }
}

impl BuildHasher for Seeded {
    type Hasher = FxHasher;

    fn build_hasher(&self) -> FxHasher {
        let mut hasher = FxHasher::default();
        hasher.write_u64(self.0);
        hasher
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
        // The remainder is below the number of shards. The lowest bits are those that a map looks at first.
        &self.shards[(self.hasher.hash_one(token) >> 24) as usize % SHARDS]
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
