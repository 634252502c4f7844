//! The same session in three places: a signed cookie, this process, and a store of one's own.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use responder::prelude::*;
use responder::{MemoryStore, SessionKey, SessionStore, StoreError};

#[api]
pub struct Api {
    #[sessions]
    sessions: Sessions,
    calls: Calls,
}

/// What the store of one's own was asked for.
#[derive(Clone, Default)]
struct Calls(Arc<Mutex<Vec<&'static str>>>);

impl Calls {
    fn add(&self, call: &'static str) {
        self.0.lock().unwrap().push(call);
    }
}

pub fn signed() -> responder::Result<Api> {
    let sessions = Sessions::signed("0123456789abcdef0123456789abcdef")?;
    Ok(api(sessions.max_age(Duration::from_secs(1)), Calls::default()))
}

pub fn stored() -> Api {
    let sessions = Sessions::stored(MemoryStore::new()).cookie("responder_session");
    api(sessions.max_age(Duration::from_secs(1)), Calls::default())
}

pub fn custom() -> Api {
    let calls = Calls::default();
    let store = Recorded { store: MemoryStore::new(), calls: calls.clone() };
    api(Sessions::stored(store).cookie("custom_sid"), calls)
}

fn api(sessions: Sessions, calls: Calls) -> Api {
    Api { sessions: sessions.secure(false), calls }
}

/// A store that remembers what it was asked to change.
struct Recorded {
    store: MemoryStore,
    calls: Calls,
}

impl SessionStore for Recorded {
    async fn load(&self, key: &SessionKey) -> Result<Option<Vec<u8>>, StoreError> {
        self.store.load(key).await
    }

    async fn create(&self, key: &SessionKey, session: Vec<u8>, lasts: Duration) -> Result<(), StoreError> {
        self.calls.add("set");
        self.store.create(key, session, lasts).await
    }

    async fn update(&self, key: &SessionKey, session: Vec<u8>, lasts: Duration) -> Result<bool, StoreError> {
        self.calls.add("set");
        self.store.update(key, session, lasts).await
    }

    async fn touch(&self, key: &SessionKey, lasts: Duration) -> Result<bool, StoreError> {
        self.calls.add("touch");
        self.store.touch(key, lasts).await
    }

    async fn remove(&self, key: &SessionKey) -> Result<(), StoreError> {
        self.calls.add("delete");
        self.store.remove(key).await
    }
}

#[route("/set")]
fn set(session: &Session) -> Value {
    session.set("user", "kenneth");
    json!({ "ok": true })
}

#[route("/get")]
fn get(session: &Session) -> Value {
    json!({ "user": session.user::<String>() })
}

#[route("/clear")]
fn clear(session: &Session) -> Value {
    session.clear();
    json!({ "ok": true })
}

#[get("/calls")]
fn calls(api: &Api) -> Value {
    json!(*api.calls.0.lock().unwrap())
}

#[delete("/calls")]
fn forget_calls(api: &Api, resp: &mut Response) {
    api.calls.0.lock().unwrap().clear();
    resp.status(204);
}
