//! What one request has done to its session.

use serde_json::{Map, Value};

use super::USER;
use super::config::{Keeper, Sessions};
use super::identity::Identity;

/// What one request has done to its session.
#[derive(Default)]
pub(super) struct State {
    data: Map<String, Value>,
    /// The session that came in, if it goes on.
    opened: Option<Identity>,
    /// The session that came in, if it goes on under a new id: over once the request has succeeded.
    replaced: Option<Identity>,
    /// When the session began that goes on under a new id.
    born: Option<u64>,
    /// Whether a session came in.
    came_in: bool,
    changed: bool,
    /// Whether another site may have forged the request: then no session begins.
    pub(super) foreign: bool,
    /// Those that were ended and are still in the store.
    pub(super) ended: Vec<Identity>,
}

/// What is to be kept of a session, once its request is answered.
pub(super) enum Keep {
    /// As it is.
    Unchanged,
    /// Nothing: the client forgets its cookie.
    Over,
    /// Nothing: another site may have begun it.
    Refused,
    /// This.
    This { what: What, identity: Identity, data: Map<String, Value> },
}

/// What has become of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Used,
    Changed,
    New,
}

impl State {
    pub(super) fn opened(identity: Identity, data: Map<String, Value>) -> Self {
        State { data, opened: Some(identity), came_in: true, ..State::default() }
    }

    /// Whether the request belongs to a session that was there before.
    pub(super) fn came_in(&self) -> bool {
        self.came_in
    }

    pub(super) fn data(&self) -> &Map<String, Value> {
        &self.data
    }

    /// Changes the data; another user means another id.
    pub(super) fn change<T>(&mut self, change: impl FnOnce(&mut Map<String, Value>) -> T) -> T {
        let user = self.data.get(USER).cloned();
        let outcome = change(&mut self.data);
        self.changed = true;
        if self.data.get(USER) != user.as_ref() {
            self.rotate();
        }
        outcome
    }

    /// Goes on under a new id.
    pub(super) fn rotate(&mut self) {
        if let Some(identity) = self.opened.take() {
            self.born = Some(identity.born);
            self.replaced = Some(identity);
        }
        self.changed = true;
    }

    pub(super) fn clear(&mut self, sessions: &Sessions, now: u64) {
        self.data.clear();
        self.born = None;
        self.end(sessions, now);
        self.changed = true;
    }

    /// Ends the session that came in. At once, and not when the response is written: a client that hangs up
    /// has logged out, too.
    fn end(&mut self, sessions: &Sessions, now: u64) {
        for identity in self.opened.take().into_iter().chain(self.replaced.take()) {
            match &sessions.config().keeper {
                Keeper::Signed(cookies) => cookies.revoke(sessions.config(), &identity, now),
                Keeper::Stored(_) => self.ended.push(identity),
            }
        }
    }

    /// What is to be kept; nothing is done to the session afterwards. A request that failed on the server
    /// changes nothing, but what it ended is over.
    pub(super) fn settle(&mut self, failed: bool, sessions: &Sessions, now: u64) -> Keep {
        if failed {
            return Keep::Unchanged;
        }
        if self.changed && self.data.is_empty() {
            // What was taken out piece by piece is over as well.
            self.end(sessions, now);
            return if self.came_in { Keep::Over } else { Keep::Unchanged };
        }
        let opened = self.opened.take();
        self.end(sessions, now);
        let (what, identity) = match (opened, self.changed) {
            (Some(identity), false) => (What::Used, identity),
            (Some(identity), true) => (What::Changed, identity),
            (None, true) if self.foreign => return Keep::Refused,
            (None, true) => (What::New, Identity::new(self.born.unwrap_or(now), now)),
            (None, false) => return Keep::Unchanged,
        };
        Keep::This { what, identity, data: std::mem::take(&mut self.data) }
    }
}
