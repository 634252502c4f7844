//! Sessions in the memory of this process.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::store::{SessionKey, SessionStore, StoreError};

/// Keeps sessions in the memory of this process: gone when it ends, and not shared with others.
///
/// At most [`CAPACITY`](Self::CAPACITY) sessions unless told otherwise; a further one takes the place of the
/// one that would end first. What has ended is forgotten at the next write.
///
/// ```
/// use responder::{MemoryStore, Sessions};
/// let sessions = Sessions::stored(MemoryStore::new().capacity(10_000));
/// # let _ = sessions;
/// ```
#[derive(Clone, Debug)]
pub struct MemoryStore {
    kept: Arc<Mutex<Kept>>,
}

#[derive(Debug)]
struct Kept {
    capacity: usize,
    sessions: HashMap<SessionKey, (Vec<u8>, Instant)>,
    /// The same keys by the end of their time, so that neither sweeping nor making room looks at all.
    by_end: BTreeSet<(Instant, SessionKey)>,
}

impl MemoryStore {
    /// How many sessions there can be, unless told otherwise.
    pub const CAPACITY: usize = 100_000;

    /// An empty store.
    pub fn new() -> Self {
        let kept = Kept { capacity: Self::CAPACITY, sessions: HashMap::new(), by_end: BTreeSet::new() };
        MemoryStore { kept: Arc::new(Mutex::new(kept)) }
    }

    /// How many sessions there can be, at least one. Each can have up to 64 KiB.
    pub fn capacity(self, sessions: usize) -> Self {
        self.kept().capacity = sessions.max(1);
        self
    }

    /// How many there are, counting those that have ended since the last write.
    pub fn len(&self) -> usize {
        self.kept().sessions.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for MemoryStore {
    fn default() -> Self {
        MemoryStore::new()
    }
}

impl Kept {
    fn load(&self, key: &SessionKey, now: Instant) -> Option<Vec<u8>> {
        self.sessions.get(key).filter(|(_, end)| now < *end).map(|(session, _)| session.clone())
    }

    fn insert(&mut self, key: &SessionKey, session: Vec<u8>, lasts: Duration, now: Instant) {
        self.sweep(now);
        self.remove(key);
        while self.sessions.len() >= self.capacity {
            let Some((_, first)) = self.by_end.pop_first() else { break };
            self.sessions.remove(&first);
        }
        let end = end(now, lasts);
        self.by_end.insert((end, key.clone()));
        self.sessions.insert(key.clone(), (session, end));
    }

    /// As long as it lives, and with the same data unless there is other data.
    fn renew(&mut self, key: &SessionKey, session: Option<Vec<u8>>, lasts: Duration, now: Instant) -> bool {
        let Some(kept) = self.load(key, now) else { return false };
        self.insert(key, session.unwrap_or(kept), lasts, now);
        true
    }

    fn remove(&mut self, key: &SessionKey) {
        if let Some((_, end)) = self.sessions.remove(key) {
            self.by_end.remove(&(end, key.clone()));
        }
    }

    fn sweep(&mut self, now: Instant) {
        while self.by_end.first().is_some_and(|(end, _)| *end <= now) {
            let Some((_, ended)) = self.by_end.pop_first() else { break };
            self.sessions.remove(&ended);
        }
    }
}

/// A time too far away to be written is now: nothing is kept for ever by accident.
fn end(now: Instant, lasts: Duration) -> Instant {
    now.checked_add(lasts).unwrap_or(now)
}

impl SessionStore for MemoryStore {
    async fn load(&self, key: &SessionKey) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.kept().load(key, Instant::now()))
    }

    async fn create(&self, key: &SessionKey, session: Vec<u8>, lasts: Duration) -> Result<(), StoreError> {
        self.kept().insert(key, session, lasts, Instant::now());
        Ok(())
    }

    async fn update(&self, key: &SessionKey, session: Vec<u8>, lasts: Duration) -> Result<bool, StoreError> {
        Ok(self.kept().renew(key, Some(session), lasts, Instant::now()))
    }

    async fn touch(&self, key: &SessionKey, lasts: Duration) -> Result<bool, StoreError> {
        Ok(self.kept().renew(key, None, lasts, Instant::now()))
    }

    async fn remove(&self, key: &SessionKey) -> Result<(), StoreError> {
        self.kept().remove(key);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(number: usize) -> SessionKey {
        SessionKey::of(&number.to_string())
    }

    #[test]
    fn a_session_ends_when_its_time_is_over_and_leaves_nothing_behind() {
        let (store, start) = (MemoryStore::new(), Instant::now());
        let mut kept = store.kept();
        kept.insert(&key(1), vec![1], Duration::from_secs(10), start);
        assert_eq!(kept.load(&key(1), start + Duration::from_millis(9_999)), Some(vec![1]));
        assert_eq!(kept.load(&key(1), start + Duration::from_secs(10)), None);
        assert!(!kept.renew(&key(1), None, Duration::from_secs(10), start + Duration::from_secs(10)));
        kept.insert(&key(2), vec![2], Duration::from_secs(10), start + Duration::from_secs(11));
        assert_eq!((kept.sessions.len(), kept.by_end.len()), (1, 1));
    }

    #[test]
    fn use_makes_it_last_longer() {
        let (store, start) = (MemoryStore::new(), Instant::now());
        let mut kept = store.kept();
        kept.insert(&key(1), vec![1], Duration::from_secs(10), start);
        assert!(kept.renew(&key(1), None, Duration::from_secs(10), start + Duration::from_secs(9)));
        assert_eq!(kept.load(&key(1), start + Duration::from_secs(18)), Some(vec![1]));
    }

    #[test]
    fn it_never_holds_more_than_its_capacity_and_the_first_to_end_goes() {
        let store = MemoryStore::new().capacity(100);
        let (mut kept, start) = (store.kept(), Instant::now());
        for number in 0..1_000 {
            kept.insert(&key(number), vec![], Duration::from_secs(10), start + Duration::from_millis(number as u64));
        }
        assert_eq!((kept.sessions.len(), kept.by_end.len()), (100, 100));
        let later = start + Duration::from_secs(1);
        assert!(kept.load(&key(899), later).is_none() && kept.load(&key(900), later).is_some());
    }

    #[test]
    fn an_ended_session_is_not_brought_back_by_a_write() {
        let (store, start) = (MemoryStore::new(), Instant::now());
        let mut kept = store.kept();
        kept.insert(&key(1), vec![1], Duration::from_secs(10), start);
        kept.remove(&key(1));
        assert!(!kept.renew(&key(1), Some(vec![2]), Duration::from_secs(10), start));
        assert!(kept.load(&key(1), start).is_none());
    }
}
