//! A part of the trip that panics, or takes too long.

use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;

use crate::deadline::Clock;
use crate::message::Problem;
use crate::registry::{ApiRecord, Outcome};

/// Runs a part of the trip; a panic in it becomes a 500, too much time a 504, and the connection lives on.
pub(super) async fn catch<R>(
    part: impl Future<Output = Outcome<R>>,
    record: &'static ApiRecord<R>,
    clock: &Clock,
) -> Outcome<R> {
    match caught(pin!(clock.run(part))).await {
        Ok(Some(outcome)) => outcome,
        Ok(None) => Err(record.refuse(timed_out())),
        Err(panicked) => Err(record.refuse(panicked)),
    }
}

pub(super) fn timed_out() -> Problem {
    Problem::new(504).detail("Request timed out")
}

/// What it comes to, or the problem that a panic in it is. Who calls it pins what is long: an `async fn` has room for its
/// argument twice.
pub(crate) async fn caught<T>(part: impl Future<Output = T>) -> Result<T, Problem> {
    let mut part = pin!(part);
    // After a panic the future is never polled again, so what it left half done is not seen.
    poll_fn(|cx| match catch_unwind(AssertUnwindSafe(|| part.as_mut().poll(cx))) {
        Ok(Poll::Ready(value)) => Poll::Ready(Ok(value)),
        Ok(Poll::Pending) => Poll::Pending,
        Err(panic) => Poll::Ready(Err(Problem::panicked(&*panic))),
    })
    .await
}
