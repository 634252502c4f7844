//! What the attributes register: constant records of APIs, routes, guards and hooks.
//!
//! Routes and hooks are registered before `main`. Guards are not: a route's API names them in a
//! constant, so that nothing that protects can be lost by a linker.

mod access;
mod api;
mod list;
mod path;
mod provider;
mod register;
mod step;

use crate::rate_limit::RateLimit;

pub use access::{Demand, Policy, PolicyParam, Requirement};
pub use api::{ApiFacts, ApiRecord};
pub use list::List;
pub(crate) use path::Cover;
pub use path::{Convertor, FullPath, Piece, Prefix, Segment};
pub(crate) use provider::PrincipalFacts;
pub use provider::{Absence, Credential, Need, Provider};
pub use register::register;
pub(crate) use register::{Registered, collect};
pub(crate) use step::PlainHandler;
pub use step::{BoxFuture, Failure, Handling, Later, Outcome, Replied, StatusHandler, Step, async_handler, now};

/// Where in the user's code something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file, as the compiler was given it.
    pub file: &'static str,
    /// The line, counted from 1.
    pub line: u32,
}

impl Place {
    /// Nowhere.
    pub const NOWHERE: Place = Place { file: "", line: 0 };

    /// Where this is called; in an expansion, where the attribute stands.
    #[track_caller]
    pub const fn here() -> Self {
        let here = std::panic::Location::caller();
        Place { file: here.file(), line: here.line() }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// A route: the function under `#[route]`, `#[get]`, ...
pub struct Route<R: 'static> {
    /// The API that it was registered on.
    pub api: &'static ApiRecord<R>,
    /// The function's name.
    pub name: &'static str,
    /// The path as written, below the API's prefix.
    pub segments: &'static [Segment],
    /// The methods; none means every method.
    pub methods: &'static [&'static str],
    /// The guards do not run.
    pub public: bool,
    /// What a caller has to meet, each of them.
    pub requirements: List<Requirement<R>>,
    /// What its requests count for.
    pub rate_limit: Option<fn(&R) -> &RateLimit>,
    /// What the handler reads.
    pub needs: List<Need<R>>,
    /// Whether the body has to be read before the handler is called.
    pub reads_body: bool,
    /// Whether unsafe requests of other sites' pages may read a session here.
    pub cross_site: bool,
    /// `#[before(..)]`, in their order.
    pub before: &'static [Step<R>],
    /// The handler; what it returned was written to the response, or to one beside it that it had borrowed.
    pub handler: Step<R, Replied>,
    /// `#[after(..)]`, in their order.
    pub after: &'static [Step<R>],
    /// Where the attribute stands.
    pub place: Place,
}

/// A route at this path of an API, without all that an attribute need not say.
///
/// One call is quicker to check than a field for each of that.
pub const fn route<R>(
    api: ApiFacts<R>,
    name: &'static str,
    path: FullPath<'static>,
    methods: &'static [&'static str],
    handler: Step<R, Replied>,
    place: Place,
) -> Route<R> {
    Route {
        api: api.record,
        name,
        segments: path.segments,
        methods,
        public: false,
        requirements: List::None,
        rate_limit: None,
        needs: List::None,
        reads_body: false,
        cross_site: false,
        before: &[],
        handler,
        after: &[],
        place,
    }
}

impl<R: 'static> Route<R> {
    /// Whether it may have to wait for something, once a request has passed its gate.
    pub(crate) fn waits(&self) -> bool {
        let steps = self.before.iter().chain(self.after).any(Step::waits);
        self.reads_body || self.rate_limit.is_some() || steps || self.handler.waits() || Need::any_waits(&self.needs)
    }

    /// Its handler, if that is a plain function which is all that there is to do for it.
    pub(crate) fn plain_handler(&self) -> Option<PlainHandler<R>> {
        let is_alone = self.needs.is_empty() && self.before.is_empty() && self.after.is_empty();
        match self.handler {
            Step::Sync(call) if is_alone && !self.waits() => Some(call),
            _ => None,
        }
    }

    /// Its path with all prefixes.
    pub(crate) fn path(&self) -> FullPath<'static> {
        FullPath { prefix: self.api.prefix, segments: self.segments }
    }
}

/// The view for requests below the prefix of its API that no route has: the function under `#[default_route]`.
///
/// Its path is the prefix and a star, which no route can have: where all routes are told, it is told by that.
pub struct DefaultRoute<R: 'static>(pub Route<R>);

/// When a hook runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Before the guards.
    Before,
    /// After the response was made.
    After,
}

/// A hook that is not a guard.
pub struct Hook<R: 'static> {
    /// The API whose routes it runs for.
    pub api: &'static ApiRecord<R>,
    /// Which of them: those below this.
    pub prefix: &'static Prefix,
    /// The function's name.
    pub name: &'static str,
    /// When it runs.
    pub phase: Phase,
    /// Lower runs first; then by file and line.
    pub order: i32,
    /// What it reads.
    pub needs: &'static [Need<R>],
    /// Runs it.
    pub step: Step<R>,
    /// Where the attribute stands.
    pub place: Place,
}

impl<R: 'static> Hook<R> {
    /// Whether it may have to wait for something.
    pub(crate) fn waits(&self) -> bool {
        self.step.waits() || Need::any_waits(self.needs)
    }
}

/// How a function of the lifespan ended.
pub(crate) type LifespanOutcome = Result<(), Box<dyn std::error::Error + Send + Sync>>;

/// A function that runs when the app starts or stops.
pub struct Lifespan<R: 'static> {
    /// Whether it runs at the start (or at the end).
    pub startup: bool,
    /// The function's name.
    pub name: &'static str,
    /// Runs it.
    pub run: for<'a> fn(&'a R) -> BoxFuture<'a, LifespanOutcome>,
    /// Where the attribute stands.
    pub place: Place,
}

impl<R: 'static> Registered for Route<R> {}
impl<R: 'static> Registered for DefaultRoute<R> {}
impl<R: 'static> Registered for Hook<R> {}
impl<R: 'static> Registered for StatusHandler<R> {}
impl<R: 'static> Registered for Lifespan<R> {}
