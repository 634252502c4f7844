//! Answers on their way over HTTP/2, and which of them get on.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use tokio::time::Instant;

use crate::encode::{Body, HttpResponse};
use crate::limits::Limits;
use crate::message::Broken;

/// What one connection is doing.
#[derive(Debug)]
pub(super) struct Traffic {
    inner: Mutex<Inner>,
}

#[derive(Debug)]
struct Inner {
    /// Requests that have no answer yet.
    working: usize,
    /// Answers that are not sent in full, and when the client has taken the last piece of each; `None` while it would take
    /// one that is not there.
    sending: HashMap<u64, Option<Instant>>,
    next: u64,
    /// When something has begun or ended last.
    active: Instant,
}

/// Why a connection is to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// Nothing was asked for some time.
    Idle,
    /// The client takes nothing of an answer.
    Stalled,
}

impl Traffic {
    pub(super) fn new() -> Arc<Self> {
        let inner = Inner { working: 0, sending: HashMap::new(), next: 0, active: Instant::now() };
        Arc::new(Traffic { inner: Mutex::new(inner) })
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A request, until the guard is dropped.
    pub(super) fn work(self: &Arc<Self>) -> Working {
        self.inner().working += 1;
        Working(Arc::clone(self))
    }

    /// The same answer, watched while it is sent.
    pub(super) fn send(self: &Arc<Self>, response: HttpResponse) -> http::Response<Sending> {
        let mut inner = self.inner();
        let id = inner.next;
        inner.next += 1;
        inner.sending.insert(id, Some(Instant::now()));
        drop(inner);
        let traffic = Arc::clone(self);
        response.map(|body| Sending { body, id, traffic })
    }

    /// Ends when the connection should.
    pub(super) async fn watch(&self, limits: &Limits) -> Ending {
        let tick = limits.idle_time.min(limits.write_time) / 4;
        loop {
            tokio::time::sleep(tick.max(Duration::from_millis(10))).await;
            let inner = self.inner();
            if inner.sending.values().flatten().any(|taken| taken.elapsed() >= limits.write_time) {
                return Ending::Stalled;
            }
            let is_quiet = inner.working == 0 && inner.sending.is_empty();
            if is_quiet && inner.active.elapsed() >= limits.idle_time {
                return Ending::Idle;
            }
        }
    }
}

/// A request that has no answer yet.
pub(super) struct Working(Arc<Traffic>);

impl Drop for Working {
    fn drop(&mut self) {
        let mut inner = self.0.inner();
        inner.working -= 1;
        inner.active = Instant::now();
    }
}

/// The body of an answer that is being sent.
pub(super) struct Sending {
    body: Body,
    id: u64,
    traffic: Arc<Traffic>,
}

impl http_body::Body for Sending {
    type Data = Bytes;
    type Error = Broken;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Broken>>> {
        let piece = Pin::new(&mut self.body).poll_frame(cx);
        let taken = match &piece {
            Poll::Ready(Some(_)) => Some(Instant::now()),
            Poll::Ready(None) => return piece,
            // As long as there is nothing to give, it is not the client who is waited for.
            Poll::Pending => None,
        };
        self.traffic.inner().sending.insert(self.id, taken);
        piece
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Sending {
    fn drop(&mut self) {
        let mut inner = self.traffic.inner();
        inner.sending.remove(&self.id);
        inner.active = Instant::now();
    }
}
