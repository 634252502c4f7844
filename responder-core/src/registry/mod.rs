//! What the attributes register: constant records of APIs, routes, guards and hooks.
//!
//! Routes and hooks are collected at link time. Guards are not: a route's API names them in a
//! constant, so that nothing that protects can be lost by a linker.

mod access;
mod path;
mod provider;
mod step;

use std::any::{Any, TypeId};

pub use access::{Access, Demand, Policy, PolicyParam, Requirement};
pub(crate) use path::Cover;
pub use path::{Convertor, FullPath, Prefix, Segment};
pub(crate) use provider::PrincipalFacts;
pub use provider::{Absence, Need, Provider};
pub use step::{BoxFuture, Failure, Handling, Outcome, Step};

use crate::message::{Forbidden, Problem, Unauthenticated};

/// Where in the user's code something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file, as the compiler was given it.
    pub file: &'static str,
    /// The line, counted from 1.
    pub line: u32,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// How many guards one API can have, told apart by their `order`.
pub(crate) const GUARD_ORDERS: usize = 8;

/// An API: the struct under `#[api]`.
pub struct ApiRecord<R: 'static> {
    /// The struct's type.
    pub id: TypeId,
    /// Shown at start-up and in the documentation.
    pub title: &'static str,
    /// The version of the API, not of the program.
    pub version: &'static str,
    /// What all its paths start with.
    pub prefix: &'static Prefix,
    /// The API that it is a part of.
    pub parent: Option<&'static ApiRecord<R>>,
    /// Its guards by their order.
    pub guards: [Option<&'static Provider<R>>; GUARD_ORDERS],
    /// `auth = T`: the principal that its routes ask for.
    pub auth: Option<Requirement<R>>,
    /// `access = explicit`: each route says who may call it.
    pub explicit: bool,
    /// Answers an error of the framework, by the API's own handler for it if there is one.
    pub refuse: fn(Problem) -> Failure<R>,
    /// Answers that there are no credentials, by the API's own handler for that if there is one.
    pub unauthenticated: fn(Unauthenticated) -> Failure<R>,
    /// Answers that a caller is not allowed, by the API's own handler for that if there is one.
    pub forbid: fn(Forbidden) -> Failure<R>,
}

impl<R: 'static> ApiRecord<R> {
    /// This API and those that it is a part of, the innermost first.
    pub fn lineage(&'static self) -> impl Iterator<Item = &'static ApiRecord<R>> {
        std::iter::successors(Some(self), |api| api.parent)
    }

    /// All guards of its APIs, the outermost API's first.
    pub fn guards(&'static self) -> impl Iterator<Item = &'static Provider<R>> {
        let mut lineage: Vec<_> = self.lineage().collect();
        lineage.reverse();
        lineage.into_iter().flat_map(|api| api.guards.iter().flatten().copied())
    }

    /// The principal that routes of this API ask for, unless they are public: what the innermost API says.
    pub const fn auth(&self) -> Option<Requirement<R>> {
        match (self.auth, self.parent) {
            (None, Some(parent)) => parent.auth(),
            (auth, _) => auth,
        }
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
    /// Who may call it.
    pub access: Access<R>,
    /// What the handler reads.
    pub needs: &'static [Need<R>],
    /// Whether the body has to be read before the handler is called.
    pub reads_body: bool,
    /// `#[before(..)]`, in their order.
    pub before: &'static [Step<R>],
    /// The handler.
    pub handler: Step<R>,
    /// `#[after(..)]`, in their order.
    pub after: &'static [Step<R>],
    /// Where the attribute stands.
    pub place: Place,
}

impl<R: 'static> Route<R> {
    /// Its path with all prefixes.
    pub(crate) fn path(&self) -> FullPath<'static> {
        FullPath { prefix: self.api.prefix, segments: self.segments }
    }
}

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

/// Something registered at link time, for whichever API.
pub struct Entry(&'static (dyn Any + Send + Sync));

inventory::collect!(Entry);

impl Entry {
    /// Registers a [`Route`], [`Hook`] or [`Lifespan`].
    pub const fn new<T: Any + Send + Sync>(record: &'static T) -> Self {
        Entry(record)
    }
}

/// The records of one type. The root API is part of the type, so an app sees only its own.
pub(crate) fn collect<T: Any>() -> Vec<&'static T> {
    inventory::iter::<Entry>.into_iter().filter_map(|entry| entry.0.downcast_ref()).collect()
}
