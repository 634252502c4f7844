//! The two steps of a request that concern its session: before anything reads it, and at the end.

use std::sync::{Arc, Mutex};

use http::header::CACHE_CONTROL;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::config::{Config, Keeper, Sessions};
use super::cross_site;
use super::identity::Identity;
use super::state::{Keep, State, What};
use super::store::{SessionKey, Shelf, StoreError};
use super::{CSRF_TOKEN, Session, Shared};
use crate::application::Application;
use crate::clock::now;
use crate::exchange::{Exchange, Provided};
use crate::message::{Problem, Request, Response};
use crate::registry::Later;

/// The longest session that is handed to a store, in bytes.
const MAX_STORED: usize = 64 * 1024;

/// How many cookies of the session's name are looked at; a browser sends one, or one for each path.
const MAX_CANDIDATES: usize = 4;

/// What a store keeps of a session.
#[derive(Serialize, Deserialize)]
struct Record {
    born: u64,
    data: Map<String, Value>,
}

/// The step that opens the session of a request.
///
/// A request with a session that another site may have forged goes no further, and one whose session cannot be
/// had is answered with 503: whoever reads a session never takes a failure for an anonymous client.
pub fn open<R: Application<Root = R>>(ex: &mut Exchange<R>, sessions: fn(&R) -> &Sessions) -> Later<'_, R, ()> {
    let sessions = sessions(&ex.api).clone();
    Ok(Box::pin(async move {
        let session = read(ex, sessions).await.map_err(|problem| R::RECORD.refuse(problem))?;
        ex.provided.insert(session);
        Ok(())
    }))
}

async fn read<R>(ex: &Exchange<R>, sessions: Sessions) -> Result<Session, Problem> {
    let mut state = sessions.open(&ex.request, now()).await.map_err(|_| Problem::new(503))?;
    state.foreign = !ex.cross_site && is_foreign(ex, &sessions, &state).await;
    if state.foreign && state.came_in() {
        return Err(Problem::cross_site());
    }
    Ok(Session { shared: Arc::new(Shared { state: Mutex::new(state), sessions }) })
}

/// Whether another site may have forged this request.
async fn is_foreign<R>(ex: &Exchange<R>, sessions: &Sessions, state: &State) -> bool {
    let cross_site = &sessions.config().cross_site;
    if cross_site.refuses(&ex.request) {
        return true;
    }
    // Somebody who only knocks has no page to take a token from.
    if ex.knock().is_some() || !cross_site.asks_for_token(&ex.request) {
        return false;
    }
    let expected = state.data().get(CSRF_TOKEN).and_then(Value::as_str);
    !cross_site::is_token(expected, &cross_site::token_of(&ex.request).await)
}

impl Sessions {
    /// The session of the first cookie that stands for one.
    pub(super) async fn open(&self, request: &Request, now: u64) -> Result<State, StoreError> {
        let config = self.config();
        let cookies = request.cookies();
        for value in cookies.all(&config.cookie).take(MAX_CANDIDATES) {
            let found = match &config.keeper {
                Keeper::Signed(cookies) => cookies.unseal(config, value, now),
                Keeper::Stored(shelf) => load(&**shelf, config, value, now).await?,
            };
            if let Some((identity, data)) = found {
                return Ok(State::opened(identity, data));
            }
        }
        Ok(State::default())
    }
}

/// What the store holds for this id, if it is not too old.
async fn load(
    shelf: &dyn Shelf,
    config: &Config,
    id: &str,
    now: u64,
) -> Result<Option<(Identity, Map<String, Value>)>, StoreError> {
    if !Identity::is_id(id) {
        return Ok(None);
    }
    let Some(bytes) = shelf.load(&SessionKey::of(id)).await? else { return Ok(None) };
    let Record { born, data } = serde_json::from_slice(&bytes)?;
    let identity = Identity { id: id.to_owned(), born, at: now };
    Ok(identity.is_alive(config, now).then_some((identity, data)))
}

/// Keeps the session, if this request has opened one, and writes its cookie.
///
/// A response that fails on the server keeps nothing of what it changed.
pub(crate) async fn close(provided: &Provided, response: &mut Response) {
    let Some(session) = provided.get::<Session>() else { return };
    let (sessions, now) = (&session.shared.sessions, now());
    let is_signed = matches!(sessions.config().keeper, Keeper::Signed(_));
    let may_be_cached = response.headers().contains_key(CACHE_CONTROL);
    if !may_be_cached {
        response.header("cache-control", "no-store");
    }
    // No cache keeps what has `no-store`, so that there is nothing to vary. Signed cookies say it all the same.
    if may_be_cached || is_signed {
        response.vary("Cookie");
    }
    let failed = response.get_status().is_some_and(|status| status >= 500);
    let keep = session.state().settle(failed, sessions, now);
    match keep {
        Keep::Over => _ = response.cookie(sessions.config().removal()),
        Keep::Refused => {
            response.clear();
            Problem::cross_site().write(response);
        }
        Keep::Unchanged | Keep::This { .. } => {}
    }
    let kept = match &sessions.config().keeper {
        Keeper::Signed(_) => sessions.keep_in_cookie(keep, response, now),
        Keeper::Stored(shelf) => {
            let kept = sessions.keep_in_store(&**shelf, keep, response, now).await;
            // After the rest: if the request is given up before, the session ends when this is dropped.
            match session.forget_ended(&**shelf).await {
                Ok(()) => kept,
                Err(_) => Err(503),
            }
        }
    };
    if let Err(status) = kept {
        Problem::new(status).write(response);
    }
}

impl Sessions {
    /// The status that answers the request instead, if it does not fit.
    fn keep_in_cookie(&self, keep: Keep, response: &mut Response, now: u64) -> Result<(), u16> {
        let config = self.config();
        let (Keeper::Signed(cookies), Keep::This { what, identity, data }) = (&config.keeper, keep) else {
            return Ok(());
        };
        if what == What::Used && !identity.is_half_over(config, now) {
            return Ok(());
        }
        let identity = identity.renewed(now);
        let value = cookies.seal(config, &identity, &data).ok_or(500u16)?;
        response.cookie(config.set_cookie(&value, identity.lasts(config, now)));
        Ok(())
    }

    /// The status that answers the request instead, if it does not fit or the store fails.
    async fn keep_in_store(&self, shelf: &dyn Shelf, keep: Keep, response: &mut Response, now: u64) -> Result<(), u16> {
        let (Keep::This { what, identity, data }, config) = (keep, self.config()) else { return Ok(()) };
        let (key, lasts) = (SessionKey::of(&identity.id), identity.lasts(config, now));
        let there = match what {
            What::Used => shelf.touch(&key, lasts).await,
            What::Changed => shelf.update(&key, encoded(identity.born, data)?, lasts).await,
            What::New => shelf.create(&key, encoded(identity.born, data)?, lasts).await.map(|()| true),
        };
        response.cookie(match there.map_err(|_| 503u16)? {
            true => config.set_cookie(&identity.id, lasts),
            // Another request has ended it meanwhile.
            false => config.removal(),
        });
        Ok(())
    }
}

fn encoded(born: u64, data: Map<String, Value>) -> Result<Vec<u8>, u16> {
    match serde_json::to_vec(&Record { born, data }) {
        Ok(bytes) if bytes.len() <= MAX_STORED => Ok(bytes),
        _ => Err(500),
    }
}

impl Session {
    /// Removes what was ended from the store; what could not be removed stays on the list.
    async fn forget_ended(&self, shelf: &dyn Shelf) -> Result<(), StoreError> {
        let ended = self.state().ended.clone();
        for identity in ended {
            shelf.remove(&SessionKey::of(&identity.id)).await?;
            self.state().ended.retain(|left| *left != identity);
        }
        Ok(())
    }
}

impl Drop for Shared {
    /// A client that hangs up, or a handler that panics, has logged out all the same.
    fn drop(&mut self) {
        let state = self.state.get_mut().unwrap_or_else(std::sync::PoisonError::into_inner);
        let ended = std::mem::take(&mut state.ended);
        if let (false, Keeper::Stored(shelf)) = (ended.is_empty(), &self.sessions.config().keeper)
            && let Ok(runtime) = tokio::runtime::Handle::try_current()
        {
            let shelf = Arc::clone(shelf);
            runtime.spawn(async move {
                for identity in ended {
                    // Nobody is left to be told.
                    _ = shelf.remove(&SessionKey::of(&identity.id)).await;
                }
            });
        }
    }
}
