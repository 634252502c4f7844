//! The app: an API value together with everything that was registered for it.

mod cases;
mod include;
mod matrix;
mod plan;

use std::collections::HashSet;
use std::sync::Arc;

pub use cases::AccessCase;
pub(crate) use cases::cases_of;
pub use matrix::{AccessMatrix, assert_matrix};

use crate::application::Application;
use crate::auth::RouteFacts;
use crate::encode::HttpResponse;
use crate::error::{Error, Result};
use crate::exchange::Knock;
use crate::lifecycle::{self, Arrival, Plan, Planned};
use crate::limits::Limits;
use crate::registry::{self, Lifespan};
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
    #[cfg(feature = "tls")]
    tls: Option<Tls>,
}

impl<A: Application<Root = A>> Clone for App<A> {
    fn clone(&self) -> Self {
        App {
            plan: Arc::clone(&self.plan),
            limits: Arc::clone(&self.limits),
            #[cfg(feature = "tls")]
            tls: self.tls.clone(),
        }
    }
}

impl<A: Application<Root = A>> App<A> {
    pub(crate) fn new(api: A) -> Result<Self> {
        Ok(App {
            plan: Arc::new(plan::build(api)?),
            limits: Arc::default(),
            #[cfg(feature = "tls")]
            tls: None,
        })
    }

    /// What clients may send, and how long they may take, in place of the defaults.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = Arc::new(limits);
        self
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

    pub(crate) async fn respond(&self, arrival: Arrival) -> (HttpResponse, Option<Knock>) {
        lifecycle::respond(&self.plan, &self.limits, arrival).await
    }

    /// Runs the `#[on_startup]` functions, in the order of file and line; the first error ends it.
    pub(crate) async fn start_up(&self) -> Result {
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
