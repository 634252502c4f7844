//! The app: an API value together with everything that was registered for it.

mod answering;
mod cases;
mod files;
mod include;
mod layers;
mod matrix;
mod mount;
mod plan;

use std::collections::HashSet;
use std::net::SocketAddr;
use std::sync::Arc;

use http::HeaderValue;
use http::request::Parts;

pub(crate) use answering::Answering;
pub use cases::AccessCase;
pub(crate) use cases::cases_of;
pub use layers::InnerService;
pub use matrix::{AccessMatrix, assert_matrix};

use crate::application::Application;
use crate::auth::RouteFacts;
use crate::encode::{Encoding, HttpResponse, Ongoing};
use crate::environment::Environment;
use crate::error::{Error, Result};
use crate::lifecycle::{Arrival, Plan, Planned, Terms, Trip, exchange};
use crate::limits::Limits;
use crate::middleware::{Cors, Entrance, Hosts, Middleware, Proxies, SecurityHeaders};
use crate::rate_limit::RateLimit;
use crate::registry::{self, Lifespan};
use crate::request_log::RequestLog;
use crate::service::AnyService;
#[cfg(feature = "tls")]
use crate::tls::Tls;

/// An API that is ready to answer requests: its routes are collected and free of conflicts.
///
/// [`Serve::run`](crate::serve::Serve::run) makes one; make it yourself to change a limit.
///
/// ```no_run
/// use responder::{Limits, prelude::*};
/// #[api]
/// struct Api;
/// #[get("/")]
/// fn index() -> &'static str { "hello" }
///
/// # async fn start() -> responder::Result {
/// Api.into_app()?.limits(Limits::new().body_size(64 * 1024)).run().await
/// # }
/// ```
pub struct App<A: Application<Root = A>> {
    plan: Arc<Plan<A>>,
    limits: Arc<Limits>,
    middleware: Arc<Middleware>,
    encoding: Arc<Encoding>,
    rate_limit: Option<RateLimit>,
    /// All layers around it, the outermost one last; most apps have none.
    layers: Option<AnyService>,
    workers: usize,
    #[cfg(feature = "tls")]
    tls: Option<Tls>,
}

impl<A: Application<Root = A>> Clone for App<A> {
    fn clone(&self) -> Self {
        App {
            plan: Arc::clone(&self.plan),
            limits: Arc::clone(&self.limits),
            middleware: Arc::clone(&self.middleware),
            encoding: Arc::clone(&self.encoding),
            rate_limit: self.rate_limit.clone(),
            layers: self.layers.clone(),
            workers: self.workers,
            #[cfg(feature = "tls")]
            tls: self.tls.clone(),
        }
    }
}

impl<A: Application<Root = A>> App<A> {
    pub(crate) fn new(api: A) -> Result<Self> {
        let headers = SecurityHeaders::new();
        let (plain, secure) = (headers.template(false), headers.template(true));
        Ok(App {
            plan: Arc::new(plan::build(api)?),
            limits: Arc::default(),
            middleware: Arc::new(Middleware { headers, ..Middleware::default() }),
            encoding: Arc::new(Encoding {
                tags: false,
                compresses: true,
                tells_causes: false,
                plain,
                secure,
                ongoing: Ongoing::default(),
            }),
            rate_limit: None,
            layers: None,
            workers: 0,
            #[cfg(feature = "tls")]
            tls: None,
        })
    }

    /// What clients may send, and how long they may take, in place of the defaults.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = Arc::new(limits);
        self
    }

    /// Debug mode: an answer with a status of 500 and above is a text that says what a panic has said, or what
    /// [`Problem::cause`](crate::message::Problem::cause) was told. Never for anybody else than developers: such texts
    /// hold what nobody should know. An app in production does not start with it.
    pub fn debug(mut self, tells_causes: bool) -> Self {
        self.encoding_mut().tells_causes = tells_causes;
        self
    }

    /// Limits how many requests a client may make to all routes together, before any hook or guard runs. What no route
    /// answers is not counted.
    pub fn rate_limit(mut self, limit: RateLimit) -> Self {
        self.rate_limit = Some(limit);
        self
    }

    /// Answers only requests that name one of these hosts in `Host`: `example.com`, `*.example.com` for all names below
    /// it. Others are refused with 400. Without it any host will do.
    pub fn allowed_hosts<T: Into<String>>(mut self, hosts: impl IntoIterator<Item = T>) -> Self {
        self.middleware_mut().hosts = Hosts::new(hosts);
        self
    }

    /// Lets pages of other origins read answers; see [`Cors`].
    pub fn cors(mut self, cors: Cors) -> Self {
        self.middleware_mut().cors = Some(cors);
        self
    }

    /// Headers on every answer that tell browsers to be careful, in place of the [usual ones](SecurityHeaders::new).
    pub fn security_headers(mut self, headers: SecurityHeaders) -> Self {
        let encoding = self.encoding_mut();
        (encoding.plain, encoding.secure) = (headers.template(false), headers.template(true));
        self.middleware_mut().headers = headers;
        self
    }

    /// Sends who asks over plain HTTP to HTTPS, by a 307.
    pub fn redirect_to_https(mut self) -> Self {
        self.middleware_mut().https_only = true;
        self
    }

    /// Believes proxies at these addresses or networks, `127.0.0.1` or `10.0.0.0/8`, what they say in
    /// `X-Forwarded-For` and `X-Forwarded-Proto`: for [`client_ip`](crate::message::Request::client_ip),
    /// [`is_secure`](crate::message::Request::is_secure) and [`LoginThrottle`](crate::auth::LoginThrottle). Without it
    /// nobody is believed.
    pub fn trust_proxies<T: AsRef<str>>(mut self, networks: impl IntoIterator<Item = T>) -> Self {
        self.middleware_mut().proxies = Proxies::new(networks);
        self
    }

    /// Whether answers of 500 bytes and more are compressed with gzip, if the client takes it and they are text: yes,
    /// unless it is turned off. Not those that set a cookie or are not to be stored, whose length could give away a secret
    /// (BREACH).
    pub fn compression(mut self, compresses: bool) -> Self {
        self.encoding_mut().compresses = compresses;
        self
    }

    /// Tags every successful answer by its content, unless the handler has [tagged](crate::message::Response::etag) it:
    /// a client that has it already is sent 304 and no body. It saves the way and not the work.
    pub fn auto_etag(mut self) -> Self {
        self.encoding_mut().tags = true;
        self
    }

    /// Serves connections by this many threads with a runtime each, instead of the runtime that
    /// [`run`](crate::serve::Serve::run) is called in; 0, the default, is that one.
    ///
    /// A connection stays with the worker that had the fewest when it came. Short requests cost about the same in both
    /// ways; a handler that computes for long holds up all connections of its worker, where the threads of one runtime
    /// would take them over. `docs/performance.md` of the repository has the
    /// figures. What tasks a handler spawns, run on its worker.
    pub fn workers(mut self, threads: usize) -> Self {
        self.workers = threads;
        self
    }

    pub(crate) fn workers_in_use(&self) -> usize {
        self.workers
    }

    fn middleware_mut(&mut self) -> &mut Middleware {
        Arc::make_mut(&mut self.middleware)
    }

    fn encoding_mut(&mut self) -> &mut Encoding {
        Arc::make_mut(&mut self.encoding)
    }

    /// Serves HTTPS with this certificate, and nothing else. Needs the feature `tls`.
    #[cfg(feature = "tls")]
    pub fn tls(mut self, tls: Tls) -> Self {
        self.tls = Some(tls);
        self
    }

    #[cfg(feature = "tls")]
    pub(crate) fn tls_in_use(&self) -> Option<&Tls> {
        self.tls.as_ref()
    }

    pub(crate) fn limits_in_use(&self) -> &Limits {
        &self.limits
    }

    /// What is being done after responses.
    pub(crate) fn ongoing(&self) -> &Ongoing {
        &self.encoding.ongoing
    }

    /// The routes with who may call them, in the order of their paths.
    pub fn routes(&self) -> Vec<RouteFacts> {
        facts(&self.plan.routes)
    }

    /// The API's state.
    pub fn api(&self) -> &A {
        &self.plan.api
    }

    /// One line that says what this app has.
    pub(crate) fn summary(&self) -> String {
        let routes = self.routes();
        let public = routes.iter().filter(|route| route.public).count();
        let all_guards = self.plan.routes.iter().flat_map(|planned| planned.gate.api.guards());
        let guards = all_guards.map(|guard| guard.key).collect::<HashSet<_>>().len();
        let count = |number: usize, what: &str| format!("{number} {what}{}", if number == 1 { "" } else { "s" });
        format!(
            "{} {} ({}, {}, {} public)",
            self.plan.record.title,
            self.plan.record.version,
            count(routes.len(), "route"),
            count(guards, "guard"),
            public
        )
    }

    /// Answers a request, through all layers.
    #[inline(always)]
    pub(crate) fn respond(&self, arrival: Arrival) -> Answering<'_> {
        match &self.layers {
            None => self.respond_within(arrival),
            Some(layers) => self.respond_through(layers, arrival),
        }
    }

    /// Answers a request; at once, if nothing of its route has to be waited for.
    #[inline(always)]
    fn respond_within(&self, arrival: Arrival) -> Answering<'_> {
        let client = self.middleware.client(&arrival.head.headers, arrival.peer, arrival.is_secure);
        let origin = self.middleware.origin(&arrival.head.headers);
        let mut log = RequestLog::begin(&arrival.head.method, &arrival.head.headers);
        let refused = match self.middleware.enter(&arrival.head, client) {
            Entrance::Open => None,
            Entrance::Refused(problem) => Some(problem),
            Entrance::Answered(mut response) => {
                self.dress(client.is_secure, origin.as_ref(), &mut response);
                self.finish(&mut response, None, log);
                return Answering::Ready(Some(response));
            }
        };
        let mut ex = exchange(&self.plan, &self.limits, arrival, client);
        let mut trip = Trip::begin(&self.plan, self.terms(), &mut ex, refused);
        if let Some(log) = &mut log {
            log.route(trip.route());
        }
        let mut answer = trip.at_once(&mut ex);
        if let Some(response) = &mut answer {
            self.finish(response, origin.as_ref(), log);
            return Answering::Ready(answer);
        }
        Answering::Later(Box::pin(async move {
            let mut response = trip.arrive(&mut ex).await;
            self.finish(&mut response, origin.as_ref(), log);
            response
        }))
    }

    fn terms(&self) -> Terms<'_> {
        Terms { limits: &self.limits, encoding: &self.encoding, rate_limit: self.rate_limit.as_ref() }
    }

    /// The end of the way of an answer.
    fn finish(&self, response: &mut HttpResponse, origin: Option<&HeaderValue>, log: Option<RequestLog>) {
        self.middleware.leave(origin, response);
        if let Some(log) = log {
            log.end(response.status().as_u16());
        }
    }

    /// What every answer says, also one that the app was not asked for.
    pub(crate) fn dress_unasked(
        &self,
        head: &Parts,
        peer: Option<SocketAddr>,
        is_secure: bool,
        response: &mut HttpResponse,
    ) {
        let client = self.middleware.client(&head.headers, peer, is_secure);
        self.dress(client.is_secure, self.middleware.origin(&head.headers).as_ref(), response);
    }

    fn dress(&self, is_secure: bool, origin: Option<&HeaderValue>, response: &mut HttpResponse) {
        self.encoding.template(is_secure).add(response.headers_mut());
        self.middleware.leave(origin, response);
    }

    /// Runs the `#[on_startup]` functions, in the order of file and line; the first error ends it. What is configured
    /// so that it cannot be meant does not start.
    pub(crate) async fn start_up(&self) -> Result {
        self.middleware.check()?;
        check_debug(self.encoding.tells_causes, Environment::current()?)?;
        for hook in lifespans::<A>(true) {
            (hook.run)(self.api()).await.map_err(|error| Error::lifespan(hook.name, hook.place, error))?;
        }
        for app in &self.plan.included {
            app.start_up().await?;
        }
        Ok(())
    }

    /// Runs all `#[on_shutdown]` functions, the last one first; the first error is returned.
    pub(crate) async fn shut_down(&self) -> Result {
        let mut outcome = Ok(());
        for app in self.plan.included.iter().rev() {
            outcome = outcome.and(app.shut_down().await);
        }
        for hook in lifespans::<A>(false).into_iter().rev() {
            let done = (hook.run)(self.api()).await.map_err(|error| Error::lifespan(hook.name, hook.place, error));
            outcome = outcome.and(done);
        }
        outcome
    }
}

fn check_debug(tells_causes: bool, environment: Environment) -> Result {
    match environment {
        Environment::Production if tells_causes => Err(Error::configuration(
            "debug mode tells clients why something has failed; in production, leave `debug(true)` out, or set RESPONDER_ENV=development",
        )),
        _ => Ok(()),
    }
}

/// The routes of an API, without a value of it.
pub(crate) fn routes_of<A: Application<Root = A>>() -> Result<Vec<RouteFacts>> {
    plan::routes::<A>().map(|(_, routes)| facts(&routes))
}

fn facts<R>(routes: &[Planned<R>]) -> Vec<RouteFacts> {
    let mut facts: Vec<_> = routes.iter().map(Planned::facts).collect();
    facts.sort_by(|a, b| (&a.path, a.methods).cmp(&(&b.path, b.methods)));
    facts
}

fn lifespans<R: 'static>(startup: bool) -> Vec<&'static Lifespan<R>> {
    let mut hooks = registry::collect::<Lifespan<R>>();
    hooks.retain(|hook| hook.startup == startup);
    hooks.sort_by_key(|hook| hook.place);
    hooks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_mode_does_not_start_in_production() {
        assert!(check_debug(true, Environment::Production).is_err());
        assert!(check_debug(true, Environment::Development).is_ok());
        assert!(check_debug(false, Environment::Production).is_ok());
    }
}
