//! How a request ends: by who answers an error, and by the end of its session.

use std::pin::pin;
use std::time::Duration;

use super::Plan;
use super::caught::caught;
use crate::deadline::Clock;
use crate::exception;
use crate::exchange::Exchange;
use crate::message::Problem;
use crate::registry::Failure;
use crate::session;

/// How long an exception handler, an after hook or the end of a session may take: they run when the time of the rest
/// may be over.
pub(super) const CLOSING: Duration = Duration::from_secs(10);

/// Keeps the session of a request. The store is somebody else's code, which can panic as well.
pub(super) async fn close_session<R>(ex: &mut Exchange<R>) {
    let clock = Clock::new(Some(CLOSING), &ex.request);
    if caught(pin!(clock.run(pin!(session::close(&ex.provided, &mut ex.response))))).await.ok().flatten().is_none() {
        ex.response.clear();
        Problem::internal().write(&mut ex.response);
    }
}

/// Lets the error's handler answer; if even that panics, the answer is a bare 500.
pub(super) async fn settle<R>(plan: &Plan<R>, failure: Failure<R>, ex: &mut Exchange<R>) {
    let clock = Clock::new(Some(CLOSING), &ex.request);
    let problem = match caught(pin!(clock.run(pin!(exception::answer(failure, &plan.by_status, ex))))).await {
        Ok(Some(())) => return,
        Ok(None) => Problem::internal(),
        Err(panicked) => panicked,
    };
    ex.response.clear();
    ex.response.caused_by(Some(&problem));
    problem.write(&mut ex.response);
}
