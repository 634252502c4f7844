//! The trip of one request. Read it from top to bottom: this is the order in which things happen.

mod caught;
mod closing;
mod counted;
mod elsewhere;
mod plan;
mod straight;
mod unmatched;

use std::borrow::Cow;
use std::future::{Future, poll_fn};
use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use http::header::CONNECTION;
use http::request::Parts;
use http::{HeaderValue, Method, Version};

pub(crate) use caught::caught;
use caught::{catch, timed_out};
use closing::{CLOSING, close_session, settle};
use counted::count;
pub(crate) use plan::{Included, Plan, Planned, Target, Visit};
use unmatched::answer_unmatched;

use crate::auth::{Admitted, admit, pass_unmatched};
use crate::deadline::Clock;
use crate::encode::{self, Draft, Encoding, Finished, HttpResponse};
use crate::exchange::{Exchange, Provided, Staged};
use crate::hooks;
use crate::limits::Limits;
use crate::message::{Client, Origin, Params, Problem, Request, RequestBody, Response};
use crate::rate_limit::RateLimit;
use crate::registry::{Outcome, Route};
use crate::routing::{self, Found, Missing};
use crate::watchdog::watched;

/// How long an answer is that may take its time, in bytes: more than what the system takes at once.
const LONG_ANSWER: u64 = 64 * 1024;

/// What arrived, and what a test may have put there before.
pub(crate) struct Arrival {
    pub(crate) head: Parts,
    pub(crate) body: RequestBody,
    pub(crate) peer: Option<SocketAddr>,
    /// Whether it came over TLS.
    pub(crate) is_secure: bool,
    pub(crate) staged: Option<Arc<Staged>>,
}

/// One request, from when its route is known. Where it and its answer lie is with the caller: they are long, and stay
/// there.
pub(crate) struct Trip<'p, R: 'static> {
    plan: &'p Plan<R>,
    terms: Terms<'p>,
    /// Told by the client, and not by the request, which may be somewhere else in the end.
    is_secure: bool,
    way: Way<'p, R>,
}

/// What an app wants of all requests and answers.
#[derive(Clone, Copy)]
pub(crate) struct Terms<'p> {
    pub(crate) limits: &'p Limits,
    pub(crate) encoding: &'p Encoding,
    /// What all routes count for.
    pub(crate) rate_limit: Option<&'p RateLimit>,
}

/// How far a request has come.
enum Way<'p, R: 'static> {
    /// It goes no further.
    Refused(Problem),
    /// This route has its path and method.
    Matched(usize),
    Unmatched(Missing),
    /// Stages 2 to 5 of this route are over.
    Answered(usize, Outcome<R>),
    /// All are, but for the work on a long body.
    Compressing(Box<Draft<'p>>),
}

impl<'p, R: Send + Sync + 'static> Trip<'p, R> {
    /// The trip of a request, which may have been refused before.
    #[inline(always)]
    pub(crate) fn begin(plan: &'p Plan<R>, terms: Terms<'p>, ex: &mut Exchange<R>, refused: Option<Problem>) -> Self {
        if ex.request.method() == Method::POST && ex.request.is_form() {
            ex.response.answer_form();
        }
        let method = ex.request.method();
        let refusal = match method {
            _ if refused.is_some() => refused,
            // A tunnel, and an echo of the request with its credentials: neither is for an API.
            &Method::CONNECT | &Method::TRACE => Some(Problem::new(501)),
            _ if ex.request.path().is_empty() => Some(Problem::new(400).detail("The path is malformed")),
            _ => None,
        };
        // 1. Match the route. Access is decided on what matches here, never on the path's text.
        let way = match refusal {
            Some(problem) => Way::Refused(problem),
            None => match plan.table.find(method.as_str(), ex.request.path()) {
                Found::Entry(entry, names, spans) => {
                    if !names.is_empty() {
                        ex.set_params(Params::new(ex.request.shared_path(), Arc::clone(names), spans));
                    }
                    Way::Matched(entry)
                }
                Found::Missing(missing) => Way::Unmatched(missing),
            },
        };
        Trip { plan, terms, is_secure: ex.request.is_secure(), way }
    }

    /// The path of the route as it is written; empty if there is none.
    pub(crate) fn route(&self) -> String {
        match self.way {
            Way::Matched(entry) => routing::path_text(&self.plan.routes[entry].segments),
            _ => String::new(),
        }
    }

    /// The answer, if nothing on the way has to be waited for; otherwise [`arrive`](Self::arrive) goes on from here.
    ///
    /// It is what makes plain functions cheap: no future of theirs is ever kept.
    pub(crate) fn at_once(&mut self, ex: &mut Exchange<R>) -> Option<HttpResponse> {
        let Way::Matched(entry) = self.way else { return None };
        let planned = &self.plan.routes[entry];
        if !planned.never_waits || self.terms.rate_limit.is_some() {
            return None;
        }
        let outcome = answer_at_once(self.plan, planned, ex);
        // Whoever answers an error may have to wait.
        if outcome.is_err() || !planned.after.is_empty() {
            self.way = Way::Answered(entry, outcome);
            return None;
        }
        let mut finished = self.encode(ex);
        if let Finished::Sent(response) = &mut finished {
            settle_connection(&ex.request, response);
        }
        match finished {
            Finished::Sent(response) => Some(response),
            Finished::Compressing(draft) => {
                self.way = Way::Compressing(draft);
                None
            }
        }
    }

    /// The answer.
    pub(crate) async fn arrive(mut self, ex: &mut Exchange<R>) -> HttpResponse {
        let Trip { plan, terms: Terms { limits, encoding, rate_limit }, .. } = self;
        let time = limits.handler_time;
        match std::mem::replace(&mut self.way, Way::Unmatched(Missing::Nothing)) {
            Way::Compressing(draft) => {
                let mut response = draft.compressed(encoding).await;
                settle_connection(&ex.request, &mut response);
                return response;
            }
            Way::Refused(problem) => settle(plan, plan.record.refuse(problem), ex).await,
            Way::Matched(entry) => travel(plan, &plan.routes[entry], rate_limit, ex, time).await,
            Way::Answered(entry, outcome) => conclude(plan, &plan.routes[entry], ex, time, outcome).await,
            Way::Unmatched(missing) => Box::pin(answer_unmatched(plan, missing, rate_limit, ex, time)).await,
        }
        close_session(ex).await;
        if encoding.tells_causes {
            ex.response.tell_cause();
        }
        let mut response = match self.encode(ex) {
            Finished::Sent(response) => response,
            Finished::Compressing(draft) => draft.compressed(encoding).await,
        };
        settle_connection(&ex.request, &mut response);
        response
    }

    /// 8. Encode.
    fn encode(&self, ex: &mut Exchange<R>) -> Finished<'p> {
        let encoding = self.terms.encoding;
        encode::finish(ex.response.take(), &ex.request, encoding, encoding.template(self.is_secure))
    }
}

/// Whether the connection goes on: hyper reads what nobody has read while it sends, and then takes the client for idle.
#[inline]
fn settle_connection(request: &Request, response: &mut HttpResponse) {
    let is_long = response.body().length().is_none_or(|length| length > LONG_ANSWER);
    if is_long && request.version() < Version::HTTP_2 && request.has_unread_body() {
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
}

/// Answers a request that an app which includes this one has matched, and let pass.
pub(crate) async fn visit<R: Send + Sync + 'static>(plan: &Plan<R>, entry: usize, visit: Visit) -> Visit {
    let Visit { request, response, staged } = visit;
    let (api, params, provided) = (Arc::clone(&plan.api), request.params().clone(), provided(staged.as_deref()));
    let mut ex = Exchange { api, request, params, cross_site: false, response, provided, staged, is_away: false };
    // The app around it has the clock.
    travel(plan, &plan.routes[entry], None, &mut ex, None).await;
    close_session(&mut ex).await;
    let Exchange { request, response, staged, .. } = ex;
    Visit { request, response, staged }
}

/// The exchange with this client that an arrival begins. Its path is empty if it cannot be decoded.
///
/// It is long, and made where it will lie: that takes a function that is not inlined, and one expression.
#[inline(never)]
pub(crate) fn exchange<R>(plan: &Plan<R>, limits: &Limits, arrival: Arrival, client: Client) -> Exchange<R> {
    let decoded = match routing::decode(arrival.head.uri.path()) {
        Some(Cow::Borrowed(_)) => None,
        Some(Cow::Owned(decoded)) => Some(Arc::from(decoded)),
        None => Some(Arc::from("")),
    };
    let format = encode::preferred(&arrival.head.headers);
    let provided = provided(arrival.staged.as_deref());
    Exchange {
        api: Arc::clone(&plan.api),
        request: Request::new(arrival.head, decoded, arrival.body, limits.body, Origin { peer: arrival.peer, client }),
        params: Params::default(),
        cross_site: false,
        response: Response::new(format),
        provided,
        staged: arrival.staged,
        is_away: false,
    }
}

/// What a test has put there before.
#[inline]
fn provided(staged: Option<&Staged>) -> Provided {
    let mut provided = Provided::default();
    for stand in staged.into_iter().flat_map(|staged| &staged.stands) {
        stand(&mut provided);
    }
    provided
}

/// Stages 2 to 7 for a matched route, if its client may make another request.
async fn travel<R: Send + Sync + 'static>(
    plan: &Plan<R>,
    planned: &Planned<R>,
    rate_limit: Option<&RateLimit>,
    ex: &mut Exchange<R>,
    time: Option<Duration>,
) {
    let mut standing = None;
    let outcome = match count(plan, Some(planned), rate_limit, ex, time, &mut standing).await {
        Ok(()) => answer(plan, planned, ex, time).await,
        refused => refused,
    };
    conclude(plan, planned, ex, time, outcome).await;
    // Said on errors as well, which drop what was written before.
    if let Some(standing) = standing {
        standing.write(&mut ex.response);
    }
}

/// Stages 2 to 5 for a matched route: whatever becomes of it is an outcome.
async fn answer<R: Send + Sync + 'static>(
    plan: &Plan<R>,
    planned: &Planned<R>,
    ex: &mut Exchange<R>,
    time: Option<Duration>,
) -> Outcome<R> {
    ex.cross_site = planned.cross_site();
    let clock = Clock::new(time, &ex.request);
    let mut part = pin!(pass_through(planned, ex));
    let part = poll_fn(|cx| watched(planned.name(), || part.as_mut().poll(cx)));
    catch(part, planned.api(plan.record), &clock).await
}

/// The same for a route that [never waits](Planned::never_waits).
fn answer_at_once<R: Send + Sync + 'static>(plan: &Plan<R>, planned: &Planned<R>, ex: &mut Exchange<R>) -> Outcome<R> {
    ex.cross_site = planned.cross_site();
    let call = || match straight::answer(planned, ex) {
        Some(outcome) => Poll::Ready(outcome),
        None => pin!(pass_through(planned, ex)).poll(&mut Context::from_waker(Waker::noop())),
    };
    let polled = catch_unwind(AssertUnwindSafe(|| watched(planned.name(), call)));
    match polled {
        Ok(Poll::Ready(outcome)) => outcome,
        Ok(Poll::Pending) => Err(planned.api(plan.record).refuse(Problem::internal())),
        Err(panic) => Err(planned.api(plan.record).refuse(Problem::panicked(&*panic))),
    }
}

/// Stages 6 and 7.
async fn conclude<R: Send + Sync + 'static>(
    plan: &Plan<R>,
    planned: &Planned<R>,
    ex: &mut Exchange<R>,
    time: Option<Duration>,
    outcome: Outcome<R>,
) {
    // 6. An error from 2. to 5. goes to its exception handler, else to its own response.
    if let Err(failure) = outcome {
        if ex.is_away {
            // It runs out of time on another thread, or in an included app, and with it what others would read.
            ex.response.clear();
            timed_out().write(&mut ex.response);
            return;
        }
        settle(plan, failure, ex).await;
    }
    // 7. After hooks run whatever happened.
    for hook in &planned.after {
        let clock = Clock::new(time.map(|_| CLOSING), &ex.request);
        let outcome = catch(pin!(hooks::run(&hook.step, ex)), hook.api, &clock).await;
        if let Err(failure) = outcome {
            settle(plan, failure, ex).await;
        }
    }
}

async fn pass_through<R: Send + Sync + 'static>(planned: &Planned<R>, ex: &mut Exchange<R>) -> Outcome<R> {
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
        Target::Default(route, around) => {
            if !planned.gate.public && !Box::pin(pass_unmatched(around, ex)).await? {
                return Ok(());
            }
            *route
        }
        Target::Included(app, entry) => {
            return Box::pin(elsewhere::include(&**app, *entry, &planned.gate, ex)).await;
        }
        Target::Files(files) => {
            let Some(admitted) = admit(&planned.gate, ex).await? else { return Ok(()) };
            return elsewhere::file(files, admitted, planned.gate.api, ex).await;
        }
        Target::Service(service) => {
            let Some(admitted) = admit(&planned.gate, ex).await? else { return Ok(()) };
            return Box::pin(elsewhere::serve(service, admitted, planned.gate.api, ex)).await;
        }
    };
    // 3. Guards, roles, scopes, policies. Without the proof that this returns, there is no way to 5.
    let Some(admitted) = admit(&planned.gate, ex).await? else { return Ok(()) };
    // 4. Dependencies, and the body if an argument is made from it.
    hooks::provide(&route.needs, route.api, ex).await?;
    if ex.is_answered() {
        return Ok(());
    }
    if route.reads_body {
        // Boxed, like all that only some requests have in their future.
        Box::pin(ex.request.load_body()).await;
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
        ex.absorb(*reply);
    }
    for step in route.after {
        hooks::run(step, ex).await?;
    }
    written(route, ex)
}

/// A value that cannot be written is an error like any other.
fn written<R>(route: &'static Route<R>, ex: &Exchange<R>) -> Outcome<R> {
    match ex.response.failure() {
        Some(problem) => Err(route.api.refuse(problem.clone())),
        None => Ok(()),
    }
}
