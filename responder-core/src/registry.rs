//! What the attributes register: constant records of routes, guards and hooks.
//!
//! Routes and hooks are collected at link time. Guards are not: a route's API names them in a
//! constant, so that nothing that protects can be lost by a linker.

use std::any::{Any, TypeId};
use std::future::Future;
use std::pin::Pin;

use crate::exchange::{Exchange, Provided};
use crate::message::Problem;

/// A boxed future, as async functions of the user become one.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// How a step ended: go on, or a failure that knows its own handler.
pub type Outcome<R> = Result<(), Failure<R>>;

/// An error together with the code that answers it, chosen by the compiler where it was raised.
pub type Failure<R> = Box<dyn for<'a> FnOnce(&'a mut Exchange<R>) -> Handling<'a> + Send>;

/// An exception handler at work.
pub enum Handling<'a> {
    /// It was a plain function and has written the response.
    Done,
    /// It is an async function.
    Later(BoxFuture<'a, ()>),
}

/// One function of the user, with the generated code that finds its arguments.
pub enum Step<R: 'static> {
    /// A plain function, called in place.
    Sync(fn(&mut Exchange<R>) -> Outcome<R>),
    /// An async function.
    Async(for<'a> fn(&'a mut Exchange<R>) -> BoxFuture<'a, Outcome<R>>),
    /// A plain function that may block, moved to the blocking pool.
    Blocking(fn(&mut Exchange<R>) -> Outcome<R>),
}

impl<R: 'static> Clone for Step<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R: 'static> Copy for Step<R> {}

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

/// Makes a value once per request.
pub struct Provider<R: 'static> {
    /// The value's type.
    pub key: TypeId,
    /// What has to be there first.
    pub needs: &'static [Option<&'static Provider<R>>],
    /// Makes it.
    pub make: Step<R>,
}

/// A provider that every route which is not `#[public]` has to pass.
pub struct Guard<R: 'static> {
    /// The function's name.
    pub name: &'static str,
    /// Runs it.
    pub provider: Provider<R>,
    /// What its value says about roles, if it is a principal.
    pub principal: Option<PrincipalFacts>,
}

/// What access control knows about a principal type.
#[derive(Clone, Copy)]
pub struct PrincipalFacts {
    /// The names of all roles that its role type declares.
    pub roles: &'static [&'static str],
    /// Whether the principal of this request has one of these roles; `false` if there is none.
    pub has_any_role: fn(&Provided, &[&str]) -> bool,
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
    pub prefix: &'static [Segment],
    /// The API that it is a part of.
    pub parent: Option<&'static ApiRecord<R>>,
    /// Its guards by their order.
    pub guards: [Option<&'static Guard<R>>; GUARD_ORDERS],
    /// Answers an error of the framework, by the API's own handler for it if there is one.
    pub refuse: fn(Problem) -> Failure<R>,
    /// Answers that one of these roles is missing, by the API's own handler for that if there is one.
    pub forbid: fn(&'static [&'static str]) -> Failure<R>,
}

impl<R: 'static> ApiRecord<R> {
    /// This API and those that it is a part of, the innermost first.
    pub fn lineage(&'static self) -> impl Iterator<Item = &'static ApiRecord<R>> {
        std::iter::successors(Some(self), |api| api.parent)
    }

    /// All guards that protect its routes, the outermost API's first.
    pub fn guards(&'static self) -> impl Iterator<Item = &'static Guard<R>> {
        // Counted from the outside without collecting: this runs for every request.
        let levels = (0..self.lineage().count()).rev();
        levels.filter_map(|level| self.lineage().nth(level)).flat_map(|api| api.guards.iter().flatten().copied())
    }
}

/// One part of a path between slashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Segment {
    /// This text, already decoded.
    Static(&'static str),
    /// A parameter.
    Param(&'static str, Convertor),
}

/// What a path parameter accepts, the most specific first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Convertor {
    /// `{n:int}`.
    Int,
    /// `{id:uuid}`.
    Uuid,
    /// `{x:float}`.
    Float,
    /// `{name}` or `{name:str}`.
    Str,
    /// `{rest:path}`.
    Path,
}

/// Who may call a route. Enforcement and documentation both read this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Access {
    /// The guards do not run.
    pub public: bool,
    /// For each `#[require_role]`: the principal needs one of these.
    pub roles: &'static [&'static [&'static str]],
}

/// A route: the function under `#[route]`, `#[get]`, ...
pub struct Route<R: 'static> {
    /// The API that it was registered on.
    pub api: &'static ApiRecord<R>,
    /// The function's name.
    pub name: &'static str,
    /// The path as written, below the API's prefix.
    pub path: &'static str,
    /// The path taken apart.
    pub segments: &'static [Segment],
    /// The methods; none means every method.
    pub methods: &'static [&'static str],
    /// Who may call it.
    pub access: Access,
    /// What the handler reads.
    pub needs: &'static [Option<&'static Provider<R>>],
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
    /// The function's name.
    pub name: &'static str,
    /// When it runs.
    pub phase: Phase,
    /// Lower runs first; then by file and line.
    pub order: i32,
    /// What it reads.
    pub needs: &'static [Option<&'static Provider<R>>],
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
