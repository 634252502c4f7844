//! The trip of one request. Read it from top to bottom: this is the order in which things happen.

use std::future::{Future, poll_fn};
use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;

use http::header::{ALLOW, LOCATION};
use http::request::Parts;

use crate::auth::{Admitted, admit, pass_guards};
use crate::encode::{self, HttpResponse};
use crate::exception;
use crate::exchange::{Exchange, Provided};
use crate::hooks;
use crate::message::{Params, Problem, Request, RequestBody, Response};
use crate::registry::{ApiRecord, Failure, Hook, Outcome, Route};
use crate::routing::{self, Found, Table};
use crate::session;

/// All that is decided before the first request.
pub(crate) struct Plan<R: 'static> {
    pub(crate) api: Arc<R>,
    pub(crate) record: &'static ApiRecord<R>,
    pub(crate) table: Table,
    /// The entries of the table.
    pub(crate) routes: Vec<Planned<R>>,
}

/// A route and the hooks that run around it.
pub(crate) struct Planned<R: 'static> {
    pub(crate) route: &'static Route<R>,
    pub(crate) before: Vec<&'static Hook<R>>,
    pub(crate) after: Vec<&'static Hook<R>>,
}

/// What arrived, and what a test may have put there before.
pub(crate) struct Arrival {
    pub(crate) head: Parts,
    pub(crate) body: RequestBody,
    pub(crate) peer: Option<SocketAddr>,
    pub(crate) provided: Provided,
}

/// Answers one request, whose body may have this many bytes.
pub(crate) async fn respond<R: Send + Sync + 'static>(
    plan: &Plan<R>,
    max_body: usize,
    arrival: Arrival,
) -> HttpResponse {
    let Arrival { head, body, peer, provided } = arrival;
    let format = encode::preferred(&head.headers);
    let path = routing::decode(head.uri.path());
    let refusal = match head.method {
        // A tunnel, and an echo of the request with its credentials: neither is for an API.
        http::Method::CONNECT | http::Method::TRACE => Some(Problem::new(501)),
        _ if path.is_none() => Some(Problem::new(400).detail("The path is malformed")),
        _ => None,
    };
    let request = Request::new(head, path.unwrap_or_default(), body, max_body, peer);
    let answers_form = request.method() == http::Method::POST && request.is_form();
    let response = Response::new(format, answers_form);
    let mut ex = Exchange { api: Arc::clone(&plan.api), request, response, provided };

    // 1. Match the route. Access is decided on what matches here, never on the path's text.
    let found = plan.table.find(ex.request.method().as_str(), ex.request.path());
    let (outcome, after) = match (refusal, found) {
        (Some(problem), _) => (Err((plan.record.refuse)(problem)), &[][..]),
        (None, Found::Entry(entry, params)) => {
            let planned = &plan.routes[entry];
            ex.request.set_params(Params::new(params));
            // 2. to 5.
            (catch(answer(planned, &mut ex), plan.record).await, planned.after.as_slice())
        }
        (None, missing) => (catch(unmatched(plan, missing, &mut ex), plan.record).await, &[][..]),
    };
    // 6. An error from 2. to 5. goes to its exception handler, else to its own response.
    if let Err(failure) = outcome {
        settle(failure, &mut ex).await;
    }
    // 7. After hooks run whatever happened.
    for hook in after {
        if let Err(failure) = catch(hooks::run(&hook.step, &mut ex), plan.record).await {
            settle(failure, &mut ex).await;
        }
    }
    session::close(&ex.provided, &mut ex.response);
    // 8. Encode.
    encode::finish(ex.response, ex.request.method())
}

/// Stages 2 to 5 for a matched route.
async fn answer<R: Send + Sync + 'static>(planned: &Planned<R>, ex: &mut Exchange<R>) -> Outcome<R> {
    // 2. Hooks that are not guards. One that sets a status or a body ends the request.
    for hook in &planned.before {
        hooks::provide(hook.needs, ex).await?;
        if ex.is_answered() {
            return Ok(());
        }
        hooks::run(&hook.step, ex).await?;
        if ex.is_answered() {
            return Ok(());
        }
    }
    // 3. Guards and roles. Without the proof that this returns, there is no way to 5.
    let Some(admitted) = admit(planned.route, ex).await? else { return Ok(()) };
    // 4. Dependencies, and the body if an argument is made from it.
    hooks::provide(planned.route.needs, ex).await?;
    if ex.is_answered() {
        return Ok(());
    }
    if planned.route.reads_body {
        ex.request.load_body().await;
    }
    // 5. The handler.
    handle(planned.route, admitted, ex).await
}

async fn handle<R: Send + Sync + 'static>(route: &'static Route<R>, _: Admitted, ex: &mut Exchange<R>) -> Outcome<R> {
    for step in route.before {
        hooks::run(step, ex).await?;
        if ex.is_answered() {
            return Ok(());
        }
    }
    hooks::run(&route.handler, ex).await?;
    for step in route.after {
        hooks::run(step, ex).await?;
    }
    Ok(())
}

/// A path that no route has, or not for this method.
///
/// The guards run first: somebody who may not call the API does not learn what is in it. A path with
/// a public route is no secret, and a slash too many is put right for everybody.
async fn unmatched<R: Send + Sync + 'static>(plan: &Plan<R>, found: Found, ex: &mut Exchange<R>) -> Outcome<R> {
    let method = ex.request.method().as_str().to_owned();
    let (allow, public) = match found {
        Found::OtherMethods { allow, public } => (Some(allow), public),
        _ => (None, false),
    };
    if allow.is_none()
        && let Some(path) = routing::toggled_slash(ex.request.uri().path())
        && let Some(decoded) = routing::decode(&path)
        && matches!(plan.table.find(&method, &decoded), Found::Entry(..))
    {
        let query = ex.request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
        ex.response.status(307).content("").header(LOCATION, path + &query);
        return Ok(());
    }
    if !public && !pass_guards(plan.record, ex).await? {
        return Ok(());
    }
    let Some(mut methods) = allow else {
        return Err((plan.record.refuse)(Problem::not_found()));
    };
    for (implied, by) in [("HEAD", Some("GET")), ("OPTIONS", None)] {
        if !methods.contains(&implied) && by.is_none_or(|by| methods.contains(&by)) {
            methods.push(implied);
        }
    }
    let allow = methods.join(", ");
    if method == "OPTIONS" {
        ex.response.status(204).header(ALLOW, allow);
        return Ok(());
    }
    Err((plan.record.refuse)(Problem::new(405).header(ALLOW, allow)))
}

/// Runs a part of the trip; a panic in it becomes a 500, and the connection lives on.
async fn catch<R>(part: impl Future<Output = Outcome<R>>, record: &'static ApiRecord<R>) -> Outcome<R> {
    caught(part).await.unwrap_or_else(|| Err((record.refuse)(Problem::new(500))))
}

/// Lets the error's handler answer; if even that panics, the answer is a bare 500.
async fn settle<R>(failure: Failure<R>, ex: &mut Exchange<R>) {
    if caught(exception::answer(failure, ex)).await.is_none() {
        ex.response.clear();
        Problem::new(500).write(&mut ex.response);
    }
}

async fn caught<T>(part: impl Future<Output = T>) -> Option<T> {
    let mut part = pin!(part);
    // After a panic the future is never polled again, so what it left half done is not seen.
    poll_fn(|cx| match catch_unwind(AssertUnwindSafe(|| part.as_mut().poll(cx))) {
        Ok(Poll::Ready(value)) => Poll::Ready(Some(value)),
        Ok(Poll::Pending) => Poll::Pending,
        Err(_) => Poll::Ready(None),
    })
    .await
}
