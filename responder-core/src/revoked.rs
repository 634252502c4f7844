//! What ended before its time: sessions before their cookie, tokens before their `exp`.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// How many are remembered one by one: about 10 MiB.
const CAPACITY: usize = 100_000;

/// Ids that are refused until what has them would be too old anyway.
#[derive(Debug, Default)]
pub(crate) struct Revoked {
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    ended: HashMap<String, Ended>,
    /// What was made up to this time is refused, whatever its id.
    floor: Option<u64>,
}

#[derive(Debug)]
struct Ended {
    /// What was made up to this time is refused.
    made_by: u64,
    /// From then on there is nothing left to refuse.
    until: u64,
}

impl Revoked {
    /// Whether what has this id, and was made then, is refused.
    pub(crate) fn contains(&self, id: &str, made: u64) -> bool {
        let inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.floor.is_some_and(|floor| made <= floor) || inner.ended.get(id).is_some_and(|ended| made <= ended.made_by)
    }

    /// Refuses whatever has this id, until then.
    pub(crate) fn insert(&self, id: String, until: u64, now: u64) {
        self.insert_made_by(id, u64::MAX, until, now);
    }

    /// Refuses what has this id and was made up to `made_by`, until then.
    pub(crate) fn insert_made_by(&self, id: String, made_by: u64, until: u64, now: u64) {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        if inner.ended.len() >= CAPACITY {
            inner.ended.retain(|_, ended| ended.until > now);
        }
        if inner.ended.len() >= CAPACITY {
            // Forgetting one would bring it back to life. All so far end instead.
            inner.ended.clear();
            inner.floor = Some(now);
        }
        let ended = inner.ended.entry(id).or_insert(Ended { made_by, until });
        ended.made_by = ended.made_by.max(made_by);
        ended.until = ended.until.max(until);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_list_forgets_nobody() {
        let revoked = Revoked::default();
        revoked.insert("first".into(), 1_000, 10);
        for n in 0..CAPACITY {
            revoked.insert(n.to_string(), 1_000, 20);
        }
        assert!(revoked.contains("first", 5), "still refused, by its age");
        assert!(!revoked.contains("new", 21));
    }

    #[test]
    fn the_expired_make_room() {
        let revoked = Revoked::default();
        for n in 0..CAPACITY {
            revoked.insert(n.to_string(), 15, 10);
        }
        revoked.insert("later".into(), 1_000, 20);
        assert!(revoked.contains("later", 5));
        assert!(!revoked.contains("other", 5));
    }
}
