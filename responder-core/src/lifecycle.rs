//! The trip of one request. Read it from top to bottom: this is the order in which things happen.

use std::future::{Future, poll_fn};
use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use http::header::{ALLOW, CONNECTION, LOCATION};
use http::request::Parts;
use http::{HeaderValue, Version};
use http_body::Body as _;

use crate::auth::{Admitted, Gate, RouteFacts, admit, pass_gate, pass_unmatched};
use crate::deadline::Clock;
use crate::encode::{self, Encoding, HttpResponse};
use crate::exception;
use crate::exchange::{Exchange, Knock, Provided, Stand};
use crate::hooks;
use crate::limits::Limits;
use crate::message::{Client, Origin, Params, Problem, Request, RequestBody, Response, Scheme};
use crate::registry::{ApiRecord, BoxFuture, Failure, Hook, Outcome, Place, Route, Segment};
use crate::request_log::RequestLog;
use crate::routing::{self, Found, Table};
use crate::session;

/// All that is decided before the first request.
pub(crate) struct Plan<R: 'static> {
    pub(crate) api: Arc<R>,
    pub(crate) record: &'static ApiRecord<R>,
    /// What requests pass that no route answers.
    pub(crate) around: Gate<R>,
    pub(crate) table: Table,
    /// The entries of the table.
    pub(crate) routes: Vec<Planned<R>>,
    /// The apps that this one includes, in the order in which they were.
    pub(crate) included: Vec<Arc<dyn Included>>,
}

/// A route, with what stands before it and around it.
pub(crate) struct Planned<R: 'static> {
    pub(crate) target: Target<R>,
    /// Its path with all prefixes.
    pub(crate) segments: Vec<Segment>,
    pub(crate) methods: &'static [&'static str],
    pub(crate) place: Place,
    pub(crate) gate: Gate<R>,
    pub(crate) before: Vec<&'static Hook<R>>,
    pub(crate) after: Vec<&'static Hook<R>>,
}

impl<R> Planned<R> {
    /// Whether pages of other sites may call it with a session.
    pub(crate) fn cross_site(&self) -> bool {
        match &self.target {
            Target::Route(route) => route.cross_site,
            Target::Included(app, entry) => app.is_cross_site(*entry),
        }
    }

    /// Everything about it that can be told.
    pub(crate) fn facts(&self) -> RouteFacts {
        let (mut guards, mut requirements) = (self.gate.guard_facts(), self.gate.requirement_facts());
        let mut schemes = self.gate.schemes();
        let name = match &self.target {
            Target::Route(route) => route.name,
            Target::Included(app, entry) => {
                let inner = app.facts(*entry);
                guards.extend(inner.guards);
                requirements.extend(inner.requirements);
                schemes.extend(inner.schemes);
                inner.name
            }
        };
        let (methods, path, public) = (self.methods, routing::path_text(&self.segments), self.gate.public);
        let schemes = Scheme::each_once(schemes);
        RouteFacts { methods, path, name, public, guards, requirements, schemes, place: self.place }
    }
}

/// What answers, once all hooks and guards of this API have let the request pass.
pub(crate) enum Target<R: 'static> {
    /// A handler.
    Route(&'static Route<R>),
    /// A route of an app that this one includes: behind its own hooks and guards.
    Included(Arc<dyn Included>, usize),
}

/// An app with a state of its own, as the app that includes it sees it.
pub(crate) trait Included: Send + Sync {
    /// What can be told about its route of this number.
    fn facts(&self, entry: usize) -> RouteFacts;
    /// Whether pages of other sites may call its route of this number with a session.
    fn is_cross_site(&self, entry: usize) -> bool;
    /// Answers one request for the route of this number.
    fn answer(&self, entry: usize, visit: Visit) -> BoxFuture<'_, Visit>;
    /// Runs its `#[on_startup]` functions.
    fn start_up(&self) -> BoxFuture<'_, crate::Result>;
    /// Runs its `#[on_shutdown]` functions.
    fn shut_down(&self) -> BoxFuture<'_, crate::Result>;
}

/// A request on its way through an included app, and back.
pub(crate) struct Visit {
    pub(crate) request: Request,
    pub(crate) response: Response,
    pub(crate) stands: Vec<Stand>,
    pub(crate) knock: Option<Knock>,
}

/// How long an answer is that may take its time, in bytes: more than what the system takes at once.
const LONG_ANSWER: u64 = 64 * 1024;

/// How long an exception handler, an after hook or the end of a session may take: they run when the time of the rest
/// may be over.
const CLOSING: Duration = Duration::from_secs(10);

/// What arrived, and what a test may have put there before.
pub(crate) struct Arrival {
    pub(crate) head: Parts,
    pub(crate) body: RequestBody,
    pub(crate) peer: Option<SocketAddr>,
    /// Whether it came over TLS.
    pub(crate) is_secure: bool,
    pub(crate) stands: Vec<Stand>,
    pub(crate) knock: Option<Knock>,
}

/// Answers one request of this client, or says why not, where it was refused before.
pub(crate) async fn respond<R: Send + Sync + 'static>(
    plan: &Plan<R>,
    limits: &Limits,
    arrival: Arrival,
    client: Client,
    encoding: Encoding,
    refused: Option<Problem>,
    log: Option<&mut RequestLog>,
) -> (HttpResponse, Option<Knock>) {
    let Arrival { head, body, peer, stands, knock, .. } = arrival;
    let format = encode::preferred(&head.headers);
    let path = routing::decode(head.uri.path());
    let refusal = match head.method {
        _ if refused.is_some() => refused,
        // A tunnel, and an echo of the request with its credentials: neither is for an API.
        http::Method::CONNECT | http::Method::TRACE => Some(Problem::new(501)),
        _ if path.is_none() => Some(Problem::new(400).detail("The path is malformed")),
        _ => None,
    };
    let request = Request::new(head, path.unwrap_or_default(), body, limits.body, Origin { peer, client });
    let answers_form = request.method() == http::Method::POST && request.is_form();
    let response = Response::new(format, answers_form);
    let mut ex = exchange(plan, Visit { request, response, stands, knock });

    // 1. Match the route. Access is decided on what matches here, never on the path's text.
    let found = plan.table.find(ex.request.method().as_str(), ex.request.path());
    match (refusal, found) {
        (Some(problem), _) => settle((plan.record.refuse)(problem), &mut ex).await,
        (None, Found::Entry(entry, params)) => {
            let planned = &plan.routes[entry];
            if let Some(log) = log {
                log.route(routing::path_text(&planned.segments));
            }
            ex.set_params(Params::new(params));
            pass_through(plan, planned, &mut ex, limits.handler_time).await;
        }
        (None, missing) => {
            let clock = Clock::new(limits.handler_time, &ex.request);
            if let Err(failure) = catch(unmatched(plan, missing, &mut ex), plan.record, &clock).await {
                settle(failure, &mut ex).await;
            }
        }
    }
    close_session(&mut ex).await;
    // 8. Encode.
    let mut response = encode::finish(ex.response, ex.request.method(), ex.request.headers(), encoding).await;
    // hyper reads what nobody has read while it sends, and then takes the client for idle.
    let is_long = response.body().size_hint().lower() > LONG_ANSWER;
    if is_long && ex.request.version() < Version::HTTP_2 && ex.request.has_unread_body() {
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    (response, ex.knock)
}

/// Answers a request that an app which includes this one has matched, and let pass.
pub(crate) async fn visit<R: Send + Sync + 'static>(plan: &Plan<R>, entry: usize, visit: Visit) -> Visit {
    let mut ex = exchange(plan, visit);
    // The app around it has the clock.
    pass_through(plan, &plan.routes[entry], &mut ex, None).await;
    close_session(&mut ex).await;
    let Exchange { request, response, stands, knock, .. } = ex;
    Visit { request, response, stands, knock }
}

fn exchange<R>(plan: &Plan<R>, visit: Visit) -> Exchange<R> {
    let Visit { request, response, stands, knock } = visit;
    let mut provided = Provided::default();
    for stand in &stands {
        stand(&mut provided);
    }
    let params = request.params().clone();
    let (api, cross_site) = (Arc::clone(&plan.api), false);
    Exchange { api, request, params, cross_site, response, provided, stands, is_away: false, knock }
}

/// Stages 2 to 7 for a matched route.
async fn pass_through<R: Send + Sync + 'static>(
    plan: &Plan<R>,
    planned: &Planned<R>,
    ex: &mut Exchange<R>,
    time: Option<Duration>,
) {
    ex.cross_site = planned.cross_site();
    let clock = Clock::new(time, &ex.request);
    // 6. An error from 2. to 5. goes to its exception handler, else to its own response.
    if let Err(failure) = catch(answer(planned, ex), plan.record, &clock).await {
        if ex.is_away {
            // It runs out of time on another thread, or in an included app, and with it what others would read.
            ex.response.clear();
            timed_out().write(&mut ex.response);
            return;
        }
        settle(failure, ex).await;
    }
    // 7. After hooks run whatever happened.
    for hook in &planned.after {
        let clock = Clock::new(time.map(|_| CLOSING), &ex.request);
        if let Err(failure) = catch(hooks::run(&hook.step, ex), plan.record, &clock).await {
            settle(failure, ex).await;
        }
    }
}

/// Stages 2 to 5.
async fn answer<R: Send + Sync + 'static>(planned: &Planned<R>, ex: &mut Exchange<R>) -> Outcome<R> {
    // 2. Hooks that are not guards. One that sets a status or a body ends the request.
    for hook in &planned.before {
        hooks::provide(hook.needs, hook.api, ex).await?;
        if ex.is_answered() {
            return Ok(());
        }
        hooks::run(&hook.step, ex).await?;
        if ex.is_answered() {
            return Ok(());
        }
    }
    let route = match &planned.target {
        Target::Route(route) => *route,
        Target::Included(app, entry) => return include(&**app, *entry, &planned.gate, ex).await,
    };
    // 3. Guards, roles, scopes, policies. Without the proof that this returns, there is no way to 5.
    let Some(admitted) = admit(&planned.gate, ex).await? else { return Ok(()) };
    // 4. Dependencies, and the body if an argument is made from it.
    hooks::provide(route.needs, route.api, ex).await?;
    if ex.is_answered() {
        return Ok(());
    }
    if route.reads_body {
        ex.request.load_body().await;
    }
    // 5. The handler.
    handle(route, admitted, ex).await
}

async fn handle<R: Send + Sync + 'static>(route: &'static Route<R>, _: Admitted, ex: &mut Exchange<R>) -> Outcome<R> {
    for step in route.before {
        hooks::run(step, ex).await?;
        if ex.is_answered() {
            return Ok(());
        }
    }
    if let Some(reply) = hooks::run(&route.handler, ex).await? {
        ex.absorb(reply);
    }
    for step in route.after {
        hooks::run(step, ex).await?;
    }
    Ok(())
}

/// Stages 3 to 5 for a route of an included app: the guards here, then all stages there.
async fn include<R: Send + Sync + 'static>(
    app: &dyn Included,
    entry: usize,
    gate: &Gate<R>,
    ex: &mut Exchange<R>,
) -> Outcome<R> {
    if !pass_gate(gate, ex).await? {
        return Ok(());
    }
    // Only the request and the response go there: what guards here provide is not for guards there.
    let here = Exchange::stand_in(Arc::clone(&ex.api));
    let Exchange { request, response, .. } = here;
    let visit = Visit {
        request: std::mem::replace(&mut ex.request, request),
        response: std::mem::replace(&mut ex.response, response),
        stands: std::mem::take(&mut ex.stands),
        knock: ex.knock.take(),
    };
    ex.is_away = true;
    let Visit { request, response, stands, knock } = app.answer(entry, visit).await;
    (ex.request, ex.response, ex.stands, ex.knock, ex.is_away) = (request, response, stands, knock, false);
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
    if !public && !pass_unmatched(&plan.around, ex).await? {
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

/// Keeps the session of a request. The store is somebody else's code, which can panic as well.
async fn close_session<R>(ex: &mut Exchange<R>) {
    let clock = Clock::new(Some(CLOSING), &ex.request);
    if caught(clock.run(session::close(&ex.provided, &mut ex.response))).await.flatten().is_none() {
        ex.response.clear();
        Problem::internal().write(&mut ex.response);
    }
}

/// Runs a part of the trip; a panic in it becomes a 500, too much time a 504, and the connection lives on.
async fn catch<R>(part: impl Future<Output = Outcome<R>>, record: &'static ApiRecord<R>, clock: &Clock) -> Outcome<R> {
    match caught(clock.run(part)).await {
        Some(Some(outcome)) => outcome,
        Some(None) => Err((record.refuse)(timed_out())),
        None => Err((record.refuse)(Problem::internal())),
    }
}

fn timed_out() -> Problem {
    Problem::new(504).detail("Request timed out")
}

/// Lets the error's handler answer; if even that panics, the answer is a bare 500.
async fn settle<R>(failure: Failure<R>, ex: &mut Exchange<R>) {
    let clock = Clock::new(Some(CLOSING), &ex.request);
    if caught(clock.run(exception::answer(failure, ex))).await.flatten().is_none() {
        ex.response.clear();
        Problem::internal().write(&mut ex.response);
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
