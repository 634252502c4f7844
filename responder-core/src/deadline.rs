//! How long what a request waits for may take.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use tokio::time::Instant;

use crate::message::{Reading, Request};

/// How long a part of the trip may take, not counting the time in which the body arrives.
pub(crate) struct Clock {
    time: Option<Duration>,
    reading: Option<Arc<Reading>>,
}

impl Clock {
    pub(crate) fn new(time: Option<Duration>, request: &Request) -> Self {
        Clock { time, reading: request.reading() }
    }

    /// `None` if it takes longer. Most parts never wait, and need no clock.
    pub(crate) async fn run<T>(&self, part: impl Future<Output = T>) -> Option<T> {
        let mut part = pin!(part);
        let at_once = poll_fn(|cx| Poll::Ready(part.as_mut().poll(cx))).await;
        let time = match (at_once, self.time) {
            (Poll::Ready(value), _) => return Some(value),
            (Poll::Pending, None) => return Some(part.await),
            (Poll::Pending, Some(time)) => time,
        };
        let (begun, before) = (Instant::now(), self.read());
        loop {
            let deadline = begun + time + (self.read() - before);
            if let Ok(value) = tokio::time::timeout_at(deadline, part.as_mut()).await {
                return Some(value);
            }
            let own = begun.elapsed().saturating_sub(self.read() - before);
            if own >= time {
                return None;
            }
        }
    }

    /// For how long the body has been read.
    fn read(&self) -> Duration {
        self.reading.as_ref().map_or(Duration::ZERO, |reading| reading.so_far())
    }
}
