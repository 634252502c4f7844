//! The sessions that ended before their cookie did.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// How many ended sessions are remembered one by one: about 10 MiB.
const CAPACITY: usize = 100_000;

/// Session ids that are refused until their cookies are too old anyway.
#[derive(Debug, Default)]
pub(super) struct Revoked {
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    until: HashMap<String, u64>,
    /// Cookies written up to this time are all refused.
    floor: Option<u64>,
}

impl Revoked {
    pub(super) fn contains(&self, id: &str, written: u64) -> bool {
        let inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.floor.is_some_and(|floor| written <= floor) || inner.until.contains_key(id)
    }

    pub(super) fn insert(&self, id: String, until: u64, now: u64) {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        if inner.until.len() >= CAPACITY {
            inner.until.retain(|_, until| *until > now);
        }
        if inner.until.len() >= CAPACITY {
            // Forgetting one would bring it back to life. All sessions so far end instead.
            inner.until.clear();
            inner.floor = Some(now);
        }
        inner.until.insert(id, until);
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
