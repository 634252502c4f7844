//! An API, as its attribute describes it.

use std::any::TypeId;

use super::access::Requirement;
use super::path::Prefix;
use super::provider::Provider;
use super::step::Failure;
use crate::message::{Forbidden, Problem, Unauthenticated};
use crate::validation::Invalid;

/// How many guards one API can have, told apart by their `order`.
const GUARD_ORDERS: usize = 8;

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
    /// Whether a slash too many or too few at the end of a path is put right; what the API at the top says.
    pub redirect_slashes: bool,
    /// `access = explicit`: each route says who may call it.
    pub explicit: bool,
    /// Answers a problem whose status has no handler, by the API's own handler for problems if there is one.
    pub problem: fn(Problem) -> Failure<R>,
    /// Answers that arguments cannot be read, by the API's own handler for that if there is one.
    pub invalid: fn(Invalid) -> Failure<R>,
    /// Answers that there are no credentials, by the API's own handler for that if there is one.
    pub unauthenticated: fn(Unauthenticated) -> Failure<R>,
    /// Answers that a caller is not allowed, by the API's own handler for that if there is one.
    pub forbid: fn(Forbidden) -> Failure<R>,
}

/// What the routes of an API ask it while compiling: one constant, which costs less than one for each.
pub struct ApiFacts<R: 'static> {
    /// The API.
    pub record: &'static ApiRecord<R>,
    /// Who is asked for roles and scopes where a route does not say.
    pub asked: Option<&'static Provider<R>>,
    /// Whether a guard protects less than all of it.
    pub guards_a_prefix: bool,
}

impl<R: 'static> ApiFacts<R> {
    /// Those of this API.
    pub const fn of(record: &'static ApiRecord<R>) -> Self {
        ApiFacts { record, asked: record.sole_principal(), guards_a_prefix: record.guards_a_prefix() }
    }
}

impl<R: 'static> Clone for ApiFacts<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R: 'static> Copy for ApiFacts<R> {}

impl<R: 'static> ApiRecord<R> {
    /// Answers an error of the framework: by the handler for its status, or that for problems, or by itself.
    pub fn refuse(&'static self, problem: Problem) -> Failure<R> {
        Failure::problem(problem, self)
    }

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

    /// Who is asked for roles and scopes where the route does not say: `auth` of the API, or else the one
    /// principal that its guards make, counting those of the APIs that it is a part of.
    ///
    /// `None` unless there is exactly one.
    pub const fn sole_principal(&self) -> Option<&'static Provider<R>> {
        if let Some(Requirement { of, .. }) = self.auth() {
            return of;
        }
        match self.principals() {
            (1, found) => found,
            _ => None,
        }
    }

    /// How many guards make a principal, and one of them.
    pub(crate) const fn principals(&self) -> (usize, Option<&'static Provider<R>>) {
        let (mut found, mut count) = match self.parent {
            Some(parent) => {
                let (count, found) = parent.principals();
                (found, count)
            }
            None => (None, 0),
        };
        let mut order = 0;
        while order < GUARD_ORDERS {
            if let Some(guard) = self.guards[order]
                && guard.principal.is_some()
            {
                found = Some(guard);
                count += 1;
            }
            order += 1;
        }
        (count, found)
    }

    /// Whether one of its guards, or of those of the APIs that it is a part of, has a prefix of its own.
    pub const fn guards_a_prefix(&self) -> bool {
        let mut order = 0;
        while order < GUARD_ORDERS {
            if let Some(guard) = self.guards[order]
                && let Some(prefix) = guard.guards
                && prefix.length() > self.prefix.length()
            {
                return true;
            }
            order += 1;
        }
        match self.parent {
            Some(parent) => parent.guards_a_prefix(),
            None => false,
        }
    }
}
