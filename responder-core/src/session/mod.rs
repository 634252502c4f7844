//! Sessions: what a server remembers of a browser between requests, in a signed cookie or in a store.

mod config;
mod cross_site;
mod identity;
mod memory;
mod signed;
mod state;
mod steps;
mod store;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

pub use config::Sessions;
pub use memory::MemoryStore;
pub(crate) use steps::close;
pub use steps::open;
pub use store::{SessionKey, SessionStore, StoreError};

use identity::encode;
use state::State;

use crate::clock::now;
use crate::secret::random_bytes;

/// The session of one request; functions take it as `session: &Session`.
///
/// It is there if the API has a field of type [`Sessions`] marked `#[sessions]`. Values are kept by
/// name. A session begins when something is first written to it.
///
/// ```
/// use responder::prelude::*;
///
/// #[api]
/// struct Api {
///     #[sessions]
///     sessions: Sessions,
/// }
///
/// #[get("/visits")]
/// fn visits(session: &Session) -> Media<u32> {
///     let visits = session.get("visits").unwrap_or(0) + 1;
///     session.set("visits", visits);
///     Media(visits)
/// }
/// ```
#[derive(Clone)]
pub struct Session {
    shared: Arc<Shared>,
}

struct Shared {
    state: Mutex<State>,
    sessions: Sessions,
}

/// The name of the value that says whose session it is.
const USER: &str = "user";

/// The name of the value that one's own pages send back.
const CSRF_TOKEN: &str = "csrf_token";

impl Session {
    /// Starts over under a new id, as the session of this user: what the session held before is gone, and its
    /// earlier cookie is not accepted again, so nobody who knew it is logged in as well.
    ///
    /// To take something along, read it before and [`set`](Self::set) it after.
    ///
    /// ```
    /// use responder::prelude::*;
    /// # #[api] struct Api { #[sessions] sessions: Sessions }
    /// #[post("/login")]
    /// fn login(session: &Session, resp: &mut Response) {
    ///     // ... once the password was right:
    ///     session.login("ann");
    ///     resp.redirect("/");
    /// }
    ///
    /// #[get("/")]
    /// fn index(session: &Session) -> Value {
    ///     json!(session.user::<String>())
    /// }
    /// ```
    pub fn login(&self, user: impl Serialize) {
        self.clear();
        self.set(USER, user);
    }

    /// Who has logged in; `None` if nobody has, or with a value of another type.
    pub fn user<T: DeserializeOwned>(&self) -> Option<T> {
        self.get(USER)
    }

    /// Forgets everything and ends the session: its cookie is not accepted again, also not a copy of it.
    ///
    /// With [`Sessions::stored`] that is so everywhere. With [`Sessions::signed`] this process remembers it,
    /// until the cookie would have expired: after a restart, or in another process, a copy is good again
    /// until then.
    pub fn logout(&self) {
        self.clear();
    }

    /// The value kept under this name; `None` if there is none or it is of another type.
    pub fn get<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        self.state().data().get(name).cloned().and_then(|value| serde_json::from_value(value).ok())
    }

    /// Everything that is kept.
    pub fn all(&self) -> Map<String, Value> {
        self.state().data().clone()
    }

    /// Keeps a value under this name. A value that JSON cannot hold removes the name instead.
    ///
    /// Another value for `user` gives the session a new id, as [`login`](Self::login) does.
    pub fn set(&self, name: impl Into<String>, value: impl Serialize) {
        let (name, value) = (name.into(), serde_json::to_value(value));
        self.change(|data| match value {
            Ok(value) => data.insert(name, value),
            Err(_) => data.remove(&name),
        });
    }

    /// Forgets the value under this name, and returns it.
    pub fn remove(&self, name: &str) -> Option<Value> {
        // What changes nothing begins no session and is not written.
        if !self.state().data().contains_key(name) {
            return None;
        }
        self.change(|data| data.remove(name))
    }

    /// Keeps these values and no others.
    pub fn replace(&self, data: Map<String, Value>) {
        self.change(|kept| *kept = data);
    }

    /// Forgets everything and ends the session, as [`logout`](Self::logout).
    pub fn clear(&self) {
        self.state().clear(&self.shared.sessions, now());
    }

    /// Goes on under a new id, with the same values: for whoever got more rights in a running session.
    pub fn rotate(&self) {
        self.state().rotate();
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.state().data().is_empty()
    }

    /// The token by which an unsafe request shows that it comes from a page of one's own; made when it is
    /// first asked for, and new with each login. See [`Sessions::require_csrf_token`].
    ///
    /// ```
    /// use responder::prelude::*;
    /// # #[api] struct Api { #[sessions] sessions: Sessions }
    /// #[get("/settings")]
    /// fn settings(session: &Session) -> Html<String> {
    ///     let token = session.csrf_token();
    ///     Html(format!(r#"<form method="post"><input type="hidden" name="csrf_token" value="{token}"></form>"#))
    /// }
    /// ```
    pub fn csrf_token(&self) -> String {
        if let Some(token) = self.get(CSRF_TOKEN) {
            return token;
        }
        let token = encode(&random_bytes::<32>());
        self.set(CSRF_TOKEN, &token);
        token
    }

    fn change<T>(&self, change: impl FnOnce(&mut Map<String, Value>) -> T) -> T {
        self.state().change(change)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A panic while it was held leaves whole values: every change is one assignment.
        self.shared.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
