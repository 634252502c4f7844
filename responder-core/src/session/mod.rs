//! Sessions: what a server remembers of a browser between requests, in a signed cookie.

mod config;
mod cookie;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

pub use config::Sessions;

use crate::clock::now;
use crate::exchange::{Exchange, Provided};
use crate::message::{Request, Response};
use crate::registry::Outcome;

/// The session of one request; functions take it as `session: &Session`.
///
/// It is there if the API has a field of type [`Sessions`] marked `#[sessions]`. Values are kept by
/// name, and sent back to the client only if something changed.
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
#[derive(Clone, Debug)]
pub struct Session {
    state: Arc<Mutex<State>>,
    sessions: Sessions,
}

#[derive(Debug)]
struct State {
    data: Map<String, Value>,
    /// The identity of the cookie that came in, if there was a valid one.
    opened: Option<cookie::Identity>,
    changed: bool,
    /// There was a cookie, and its session was ended.
    ended: bool,
}

impl Session {
    /// The value kept under this name; `None` if there is none or it is of another type.
    pub fn get<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        self.state().data.get(name).cloned().and_then(|value| serde_json::from_value(value).ok())
    }

    /// Keeps a value under this name. A value that JSON cannot hold removes the name instead.
    pub fn set(&self, name: impl Into<String>, value: impl Serialize) {
        let name = name.into();
        let mut state = self.state();
        match serde_json::to_value(value) {
            Ok(value) => state.data.insert(name, value),
            Err(_) => state.data.remove(&name),
        };
        state.changed = true;
    }

    /// Forgets the value under this name.
    pub fn remove(&self, name: &str) {
        let mut state = self.state();
        if state.data.remove(name).is_some() {
            state.changed = true;
        }
    }

    /// Forgets everything and ends the session: its cookie is not accepted again, also not a copy of it.
    ///
    /// This process remembers that, until the cookie would have expired. After a restart, or in
    /// another process, a copy is good again until then.
    pub fn clear(&self) {
        let mut state = self.state();
        state.data.clear();
        state.changed = true;
        // At once, and not when the response is written: a client that hangs up has logged out, too.
        if let Some(identity) = state.opened.take() {
            self.sessions.revoke(&identity, now());
            state.ended = true;
        }
    }

    /// Starts over under a new identity, as at login: what an earlier cookie held is gone, and the
    /// earlier cookie is not accepted again.
    pub fn restart(&self) {
        self.clear();
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.state().data.is_empty()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A panic while it was held leaves whole values: every change is one map operation.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The step that opens the session of a request.
pub fn open<R: 'static>(ex: &mut Exchange<R>, sessions: fn(&R) -> &Sessions) -> Outcome<R> {
    let sessions = sessions(&ex.api).clone();
    let session = sessions.open(&ex.request);
    ex.provided.insert(session);
    Ok(())
}

impl Sessions {
    fn open(&self, request: &Request) -> Session {
        let now = now();
        let cookies = request.cookies();
        let valid = cookies.all(self.cookie_name()).find_map(|value| self.unseal(value, now));
        let (opened, data) = match valid {
            Some((identity, data)) => (Some(identity), data),
            None => (None, Map::new()),
        };
        let state = State { data, opened, changed: false, ended: false };
        Session { state: Arc::new(Mutex::new(state)), sessions: self.clone() }
    }
}

/// Writes the session's cookie, if this request has opened a session.
///
/// A response that fails on the server keeps nothing of what it changed.
pub(crate) fn close(provided: &Provided, response: &mut Response) {
    let Some(session) = provided.get::<Session>() else { return };
    let state = session.state();
    response.vary("Cookie");
    if !response.headers().contains_key(http::header::CACHE_CONTROL) {
        response.header("cache-control", "no-store");
    }
    if !state.changed || response.get_status().is_some_and(|status| status >= 500) {
        return;
    }
    let sessions = &session.sessions;
    let now = now();
    if state.data.is_empty() {
        // What was taken out piece by piece is over as well.
        if let Some(identity) = &state.opened {
            sessions.revoke(identity, now);
        }
        if state.opened.is_some() || state.ended {
            response.cookie(sessions.removal());
        }
        return;
    }
    let identity = match &state.opened {
        Some(identity) => identity.renewed(now),
        None => cookie::Identity::new(now),
    };
    match sessions.seal(&identity, &state.data) {
        Some(cookie) => _ = response.cookie(cookie),
        None => crate::message::Problem::new(500).write(response),
    }
}

#[cfg(test)]
mod tests;
