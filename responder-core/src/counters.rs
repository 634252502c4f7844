//! How often something has happened, within a time that begins with the first.

use std::collections::hash_map::RandomState;
use std::collections::{HashMap, VecDeque};
use std::hash::{BuildHasher, Hash};
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How many counters there are at most, about 10 MiB; the oldest go first.
pub(crate) const CAPACITY: usize = 100_000;

/// Counters of equally long times, in any unit of time.
#[derive(Debug, Default)]
pub(crate) struct Counters {
    /// Random for each process: nobody finds names that share a counter.
    hasher: RandomState,
    counts: Mutex<Counts>,
}

#[derive(Debug, Default)]
pub(crate) struct Counts {
    by_key: HashMap<u64, Count>,
    /// The counters, and when they end; all last equally long, so the oldest end first.
    ends: VecDeque<(u64, u64)>,
}

#[derive(Debug)]
pub(crate) struct Count {
    pub(crate) times: u32,
    pub(crate) until: u64,
}

impl Counters {
    /// The counter of this name.
    pub(crate) fn key(&self, name: impl Hash) -> u64 {
        self.hasher.hash_one(name)
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, Counts> {
        // Every change is of whole values.
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Counts {
    /// Drops the counters whose time is over, and the oldest of too many.
    pub(crate) fn forget(&mut self, now: u64) {
        while let Some((key, until)) = self.ends.front().copied() {
            if until > now && self.ends.len() < CAPACITY {
                break;
            }
            self.ends.pop_front();
            self.by_key.remove(&key);
        }
    }

    /// Once more; a counter that begins with this ends then.
    pub(crate) fn add(&mut self, key: u64, until: u64) {
        match self.by_key.get_mut(&key) {
            Some(count) => count.times = count.times.saturating_add(1),
            None => {
                self.by_key.insert(key, Count { times: 1, until });
                self.ends.push_back((key, until));
            }
        }
    }

    pub(crate) fn get(&self, key: u64) -> Option<&Count> {
        self.by_key.get(&key)
    }

    pub(crate) fn get_mut(&mut self, key: u64) -> Option<&mut Count> {
        self.by_key.get_mut(&key)
    }

    /// How many counters there are.
    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        assert_eq!(self.by_key.len(), self.ends.len());
        self.ends.len()
    }
}

/// The network of one user: an address, or the upper half of one of IPv6, where each user has many.
pub(crate) fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6((u128::from(address) >> 64 << 64).into()),
        address => address,
    }
}
