//! What a request is led by: all that was decided when the app started.

use std::sync::Arc;

use crate::auth::{Gate, RouteFacts};
use crate::exchange::Staged;
use crate::message::{Request, Response, Scheme};
use crate::mounted::MountedService;
use crate::rate_limit::RateLimit;
use crate::registry::{ApiRecord, BoxFuture, Hook, Place, PlainHandler, Route, Segment, StatusHandler};
use crate::routing::{self, Table};
use crate::static_files::Directories;

/// All that is decided before the first request.
pub(crate) struct Plan<R: 'static> {
    pub(crate) api: Arc<R>,
    pub(crate) record: &'static ApiRecord<R>,
    /// Its exception handlers for one status, and those of its parts.
    pub(crate) by_status: Vec<&'static StatusHandler<R>>,
    /// What requests pass that no route answers: for each API of the app, the innermost first.
    pub(crate) around: Vec<Gate<R>>,
    pub(crate) table: Table,
    /// The entries of the table, then the default routes.
    pub(crate) routes: Vec<Planned<R>>,
    /// Which of them are for what no route has, that of the longest prefix first.
    pub(crate) defaults: Vec<usize>,
    /// The apps that this one includes, in the order in which they were.
    pub(crate) included: Vec<Arc<dyn Included>>,
}

/// A route, and the plain function that its handler is.
pub(crate) type Straight<R> = (&'static Route<R>, PlainHandler<R>);

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
    /// All that runs up to its handler, and that too, are plain functions which need nothing that arrives later.
    pub(crate) never_waits: bool,
    /// Its route and handler, if that is a plain function with nothing before it but the gate, and no `#[after]` of its own.
    pub(crate) straight: Option<Straight<R>>,
}

impl<R> Plan<R> {
    /// The gate that a path has to pass which no route has: that around the innermost API that it lies in.
    pub(super) fn around(&self, path: &str) -> Option<&Gate<R>> {
        self.around.iter().find(|around| around.api.prefix.covers_text(path))
    }

    /// The default route of the API that a path lies in which no route has.
    pub(super) fn default_for(&self, path: &str) -> Option<&Planned<R>> {
        self.defaults.iter().map(|entry| &self.routes[*entry]).find(|planned| planned.gate.api.prefix.covers_text(path))
    }
}

impl<R> Planned<R> {
    /// Whether pages of other sites may call it with a session.
    pub(crate) fn cross_site(&self) -> bool {
        match &self.target {
            Target::Route(route) | Target::Default(route, _) => route.cross_site,
            Target::Included(app, entry) => app.is_cross_site(*entry),
            Target::Files(_) | Target::Service(_) => false,
        }
    }

    /// The API that it belongs to, which is this one for routes of an included app.
    pub(super) fn api(&self, root: &'static ApiRecord<R>) -> &'static ApiRecord<R> {
        match &self.target {
            Target::Route(route) | Target::Default(route, _) => route.api,
            Target::Included(..) | Target::Files(_) | Target::Service(_) => root,
        }
    }

    /// What its requests count for.
    pub(super) fn rate_limit<'r>(&self, api: &'r R) -> Option<&'r RateLimit> {
        match &self.target {
            Target::Route(route) | Target::Default(route, _) => route.rate_limit.map(|limit| limit(api)),
            Target::Included(..) | Target::Files(_) | Target::Service(_) => None,
        }
    }

    /// The name of its function, where that is one of this app.
    pub(super) fn name(&self) -> &'static str {
        match &self.target {
            Target::Route(route) | Target::Default(route, _) => route.name,
            Target::Included(..) => "a route of an included app",
            Target::Files(_) => Target::<R>::FILES,
            Target::Service(_) => Target::<R>::SERVICE,
        }
    }

    /// Everything about it that can be told.
    pub(crate) fn facts(&self) -> RouteFacts {
        let (mut guards, mut requirements) = (self.gate.guard_facts(), self.gate.requirement_facts());
        let mut schemes = self.gate.schemes();
        let name = match &self.target {
            Target::Route(route) | Target::Default(route, _) => route.name,
            Target::Included(app, entry) => {
                let inner = app.facts(*entry);
                guards.extend(inner.guards);
                requirements.extend(inner.requirements);
                schemes.extend(inner.schemes);
                inner.name
            }
            Target::Files(_) => Target::<R>::FILES,
            Target::Service(_) => Target::<R>::SERVICE,
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
    /// A handler of what no route has, behind the guards that such paths have to pass.
    Default(&'static Route<R>, Gate<R>),
    /// A route of an app that this one includes: behind its own hooks and guards.
    Included(Arc<dyn Included>, usize),
    /// Files of a directory.
    Files(Arc<Directories>),
    /// A service of another crate.
    Service(Arc<MountedService>),
}

impl<R> Target<R> {
    /// The parameter that says which file.
    pub(crate) const FILE: &'static str = "file";
    /// What stands for the name of a handler.
    const FILES: &'static str = "static files";
    const SERVICE: &'static str = "mounted service";
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
    pub(crate) staged: Option<Arc<Staged>>,
}
