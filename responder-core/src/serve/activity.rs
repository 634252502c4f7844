//! What an HTTP/1.1 connection is doing, and whether it has done nothing for too long.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use hyper::body::{Body as _, Incoming};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::task::coop::has_budget_remaining;
use tokio::time::{Instant, Sleep};

use super::cork::Cork;
use crate::encode::Body;
use crate::limits::Limits;

/// How often is looked, at most. A timer for each request would cost more than many a request.
const TICK: Duration = Duration::from_secs(1);

/// What the requests of one connection have come to.
#[derive(Debug, Default)]
pub(super) struct Activity {
    /// How many there were.
    begun: AtomicU64,
    /// Whether one is not answered in full.
    is_busy: AtomicBool,
    /// Whether the last one had a body, of which something may still be on its way.
    had_body: AtomicBool,
}

impl Activity {
    /// A request. There is one at a time.
    pub(super) fn begin(&self, request: &hyper::Request<Incoming>) {
        // Nobody but the connection's own task looks at these.
        self.begun.store(self.begun.load(Ordering::Relaxed) + 1, Ordering::Relaxed);
        self.is_busy.store(true, Ordering::Relaxed);
        self.had_body.store(!request.body().is_end_stream(), Ordering::Relaxed);
    }

    /// The body of the answer to it. What is given in one piece is written when hyper has the head, or waits in a stream
    /// that is not released; it is known of a longer one when it is over.
    #[inline]
    pub(super) fn answered(self: &Arc<Self>, body: &mut Body) {
        match body.is_one_piece() {
            true => self.is_busy.store(false, Ordering::Relaxed),
            false => body.hold(Busy(Arc::clone(self))),
        }
    }

    /// Whether every request is answered in full.
    pub(super) fn is_quiet(&self) -> bool {
        !self.is_busy.load(Ordering::Relaxed)
    }
}

/// An answer of which something is still to be given.
#[derive(Debug)]
struct Busy(Arc<Activity>);

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.is_busy.store(false, Ordering::Relaxed);
    }
}

/// The clock of a connection. It ends with `None` if a request head or the next request takes too long, and before
/// that, when the connection has nothing to do, with since when that is so.
pub(super) struct Watch<'a, S> {
    limits: &'a Limits,
    activity: &'a Activity,
    cork: &'a Cork<S>,
    tick: Pin<Box<Sleep>>,
    every: Duration,
    /// Whether the task will be woken at the next tick.
    is_set: bool,
    seen: u64,
    quiet_since: Instant,
    /// Whether the client has begun a request since.
    has_begun: bool,
}

impl<'a, S: AsyncRead + AsyncWrite + Unpin> Watch<'a, S> {
    pub(super) fn new(limits: &'a Limits, activity: &'a Activity, cork: &'a Cork<S>) -> Self {
        let every = (limits.head_time.min(limits.idle_time) / 4).clamp(Duration::from_millis(1), TICK);
        let now = Instant::now();
        let tick = Box::pin(tokio::time::sleep_until(now + every));
        Watch { limits, activity, cork, tick, every, is_set: false, seen: 0, quiet_since: now, has_begun: false }
    }
    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Instant>> {
        loop {
            if self.is_set && !self.tick.is_elapsed() {
                return Poll::Pending;
            }
            // Who has used up what tokio grants a task in one go is not woken by this tick, but at once.
            self.is_set = has_budget_remaining();
            ready!(self.tick.as_mut().poll(cx));
            if let Some(ending) = self.look() {
                return Poll::Ready(ending);
            }
            self.tick.as_mut().reset(Instant::now() + self.every);
            self.is_set = false;
        }
    }

    fn look(&mut self) -> Option<Option<Instant>> {
        let (begun, has_heard) = (self.activity.begun.load(Ordering::Relaxed), self.cork.has_heard());
        if begun != self.seen || !self.activity.is_quiet() || !self.cork.is_released() {
            (self.seen, self.quiet_since, self.has_begun) = (begun, Instant::now(), false);
            return None;
        }
        if has_heard && !self.has_begun {
            (self.has_begun, self.quiet_since) = (true, Instant::now());
        }
        let patience = if self.has_begun { self.limits.head_time } else { self.limits.idle_time };
        if self.quiet_since.elapsed() >= patience {
            return Some(None);
        }
        let is_idle = !self.has_begun && !self.activity.had_body.load(Ordering::Relaxed);
        is_idle.then_some(Some(self.quiet_since))
    }
}
