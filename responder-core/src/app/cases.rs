//! Every route times everybody: what generated tests try.

use super::{App, plan};
use crate::application::Application;
use crate::auth::{Caller, PrincipalType};
use crate::error::Result;
use crate::exchange::StandIn;
use crate::lifecycle::Planned;
use crate::registry::{Convertor, Piece, Place, Segment};
use crate::routing::{Found, Table};

/// One caller before one route, with what the attributes declare; see [`Serve::access_cases`](crate::serve::Serve::access_cases).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct AccessCase {
    /// A method of the route.
    pub method: &'static str,
    /// The route's path, `/users/{id:int}`.
    pub path: String,
    /// A path that the route matches, `/users/1`.
    pub target: String,
    /// Who calls.
    pub caller: Caller,
    /// Whether the caller is let in, policies and scopes apart.
    pub admitted: bool,
    /// Where the route stands.
    pub place: Place,
}

impl std::fmt::Display for AccessCase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let verdict = if self.admitted { "let in" } else { "refused" };
        write!(f, "{} {} by {}: {verdict}", self.method, self.path, self.caller)
    }
}

impl AccessCase {
    /// Who stands in for the caller; nobody for an anonymous one, whom the guards really see.
    pub(crate) fn stand_in(&self) -> Option<StandIn> {
        let of = |principal: PrincipalType| Some(principal.key);
        match self.caller {
            Caller::Anonymous => None,
            Caller::Authenticated => Some(StandIn { principal: None, role: None }),
            Caller::Principal(principal) => Some(StandIn { principal: of(principal), role: None }),
            Caller::WithRole(principal, role) => Some(StandIn { principal: of(principal), role: Some(role) }),
        }
    }
}

/// The cases of an API, without a value of it.
pub(crate) fn cases_of<A: Application<Root = A>>() -> Result<Vec<AccessCase>> {
    plan::routes::<A>().map(|(table, routes)| cases(&table, &routes))
}

impl<A: Application<Root = A>> App<A> {
    /// Every route with everybody who can be told apart, included apps and all; see
    /// [`Serve::access_cases`](crate::serve::Serve::access_cases).
    pub fn access_cases(&self) -> Vec<AccessCase> {
        cases(&self.plan.table, &self.plan.routes)
    }
}

fn cases<R>(table: &Table, routes: &[Planned<R>]) -> Vec<AccessCase> {
    let facts: Vec<_> = routes.iter().map(Planned::facts).collect();
    let callers = Caller::all(&facts);
    let mut cases = Vec::new();
    for (entry, (planned, facts)) in routes.iter().zip(&facts).enumerate() {
        let methods: &[&'static str] = if facts.methods.is_empty() { &["GET"] } else { facts.methods };
        for method in methods {
            for caller in &callers {
                cases.push(AccessCase {
                    method,
                    path: facts.path.clone(),
                    target: target(table, method, entry, &planned.segments),
                    caller: *caller,
                    admitted: facts.admits(*caller),
                    place: facts.place,
                });
            }
        }
    }
    cases
}

/// A path that this entry matches and no more specific one.
fn target(table: &Table, method: &str, entry: usize, segments: &[Segment]) -> String {
    let path = |number: u32| segments.iter().map(|segment| format!("/{}", value(*segment, number))).collect::<String>();
    let matches = |path: &String| matches!(table.find(method, path), Found::Entry(found, ..) if found == entry);
    (1..=20).map(path).find(matches).unwrap_or_else(|| path(1))
}

/// A text that a segment matches.
fn value(segment: Segment, number: u32) -> String {
    match segment {
        Segment::Static(text) => text.to_owned(),
        Segment::Param(_, convertor) => accepted(convertor, number),
        Segment::Mixed(pieces) => pieces
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => (*text).to_owned(),
                Piece::Param(_, convertor) => accepted(*convertor, number),
            })
            .collect(),
    }
}

/// A value that a convertor accepts.
fn accepted(convertor: Convertor, number: u32) -> String {
    match convertor {
        Convertor::Int => number.to_string(),
        Convertor::Float => format!("{number}.5"),
        Convertor::Uuid => uuid::Uuid::from_u128(u128::from(number)).to_string(),
        Convertor::Str => format!("value{number}"),
        Convertor::Path => format!("value{number}/rest"),
    }
}
