//! Where sessions are kept on the server.

use std::future::Future;
use std::time::Duration;

use ring::digest::{SHA256, digest};

use super::identity::encode;
use crate::registry::BoxFuture;

/// Why a store could not do what it was asked for. The client sees a 503, and nothing of this text.
pub type StoreError = Box<dyn std::error::Error + Send + Sync>;

/// The name of a session in a store: a hash of the id in the cookie.
///
/// So whoever can read the store, or a copy of it, cannot take over a session.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SessionKey(String);

impl SessionKey {
    pub(super) fn of(id: &str) -> Self {
        SessionKey(encode(digest(&SHA256, id.as_bytes()).as_ref()))
    }

    /// 43 characters of the base64url alphabet.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Keeps sessions on the server: implement it for a database, with `async fn` for each function.
///
/// What is kept is a JSON text of at most 64 KiB, which the store need not understand. It is not offered again
/// after the time given with it is over, counted from the last `create`, `update` or `touch`; a store that
/// keeps it longer lets sessions live longer than the API says.
///
/// Two requests of one session at the same time both write all of it: the last one wins.
///
/// ```
/// use responder::{SessionKey, SessionStore, StoreError};
/// use std::collections::HashMap;
/// use std::sync::Mutex;
/// use std::time::{Duration, Instant};
///
/// /// Forgets nothing that nobody asks for: an example, and not for production.
/// #[derive(Default)]
/// struct Simple(Mutex<HashMap<SessionKey, (Vec<u8>, Instant)>>);
///
/// impl SessionStore for Simple {
///     async fn load(&self, key: &SessionKey) -> Result<Option<Vec<u8>>, StoreError> {
///         let sessions = self.0.lock().unwrap();
///         Ok(sessions.get(key).filter(|(_, until)| Instant::now() < *until).map(|(session, _)| session.clone()))
///     }
///
///     async fn create(&self, key: &SessionKey, session: Vec<u8>, lasts: Duration) -> Result<(), StoreError> {
///         self.0.lock().unwrap().insert(key.clone(), (session, Instant::now() + lasts));
///         Ok(())
///     }
///
///     async fn update(&self, key: &SessionKey, session: Vec<u8>, lasts: Duration) -> Result<bool, StoreError> {
///         let mut sessions = self.0.lock().unwrap();
///         let Some(kept) = sessions.get_mut(key) else { return Ok(false) };
///         *kept = (session, Instant::now() + lasts);
///         Ok(true)
///     }
///
///     async fn touch(&self, key: &SessionKey, lasts: Duration) -> Result<bool, StoreError> {
///         let mut sessions = self.0.lock().unwrap();
///         let Some(kept) = sessions.get_mut(key) else { return Ok(false) };
///         kept.1 = Instant::now() + lasts;
///         Ok(true)
///     }
///
///     async fn remove(&self, key: &SessionKey) -> Result<(), StoreError> {
///         self.0.lock().unwrap().remove(key);
///         Ok(())
///     }
/// }
/// ```
pub trait SessionStore: Send + Sync + 'static {
    /// The session of this name; `None` if there is none, or its time is over.
    fn load(&self, key: &SessionKey) -> impl Future<Output = Result<Option<Vec<u8>>, StoreError>> + Send;

    /// Keeps a new session for this long.
    fn create(
        &self,
        key: &SessionKey,
        session: Vec<u8>,
        lasts: Duration,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Keeps it in place of the one that is there, for this long; `false` if there is none.
    ///
    /// It must not make a new one: a session that was ended by another request would come back to life.
    fn update(
        &self,
        key: &SessionKey,
        session: Vec<u8>,
        lasts: Duration,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// Keeps what is there for this long from now on; `false` if there is nothing.
    fn touch(&self, key: &SessionKey, lasts: Duration) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// Forgets the session, if it is there.
    fn remove(&self, key: &SessionKey) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// A store of any type.
pub(super) trait Shelf: Send + Sync {
    fn load<'a>(&'a self, key: &'a SessionKey) -> BoxFuture<'a, Result<Option<Vec<u8>>, StoreError>>;
    fn create<'a>(
        &'a self,
        key: &'a SessionKey,
        session: Vec<u8>,
        lasts: Duration,
    ) -> BoxFuture<'a, Result<(), StoreError>>;
    fn update<'a>(
        &'a self,
        key: &'a SessionKey,
        session: Vec<u8>,
        lasts: Duration,
    ) -> BoxFuture<'a, Result<bool, StoreError>>;
    fn touch<'a>(&'a self, key: &'a SessionKey, lasts: Duration) -> BoxFuture<'a, Result<bool, StoreError>>;
    fn remove<'a>(&'a self, key: &'a SessionKey) -> BoxFuture<'a, Result<(), StoreError>>;
}

impl<S: SessionStore> Shelf for S {
    fn load<'a>(&'a self, key: &'a SessionKey) -> BoxFuture<'a, Result<Option<Vec<u8>>, StoreError>> {
        Box::pin(SessionStore::load(self, key))
    }

    fn create<'a>(
        &'a self,
        key: &'a SessionKey,
        session: Vec<u8>,
        lasts: Duration,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(SessionStore::create(self, key, session, lasts))
    }

    fn update<'a>(
        &'a self,
        key: &'a SessionKey,
        session: Vec<u8>,
        lasts: Duration,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        Box::pin(SessionStore::update(self, key, session, lasts))
    }

    fn touch<'a>(&'a self, key: &'a SessionKey, lasts: Duration) -> BoxFuture<'a, Result<bool, StoreError>> {
        Box::pin(SessionStore::touch(self, key, lasts))
    }

    fn remove<'a>(&'a self, key: &'a SessionKey) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(SessionStore::remove(self, key))
    }
}
