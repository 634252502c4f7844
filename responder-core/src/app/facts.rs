//! What an app can tell about its routes.

use crate::lifecycle::Planned;
use crate::registry::Place;
use crate::routing;

/// One route, as it is registered and enforced.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RouteFacts {
    /// The methods; none means every method.
    pub methods: &'static [&'static str],
    /// The path with all prefixes, `/users/{id:int}`.
    pub path: String,
    /// The name of the handler.
    pub name: &'static str,
    /// Marked `#[public]`: the guards do not run.
    pub public: bool,
    /// The guards that run before it, in their order.
    pub guards: Vec<&'static str>,
    /// For each `#[require_role]`, the roles of which the principal needs one.
    pub roles: &'static [&'static [&'static str]],
    /// Where the attribute stands.
    pub place: Place,
}

pub(super) fn of<R>(routes: &[Planned<R>]) -> Vec<RouteFacts> {
    let mut facts: Vec<_> = routes
        .iter()
        .map(|planned| {
            let route = planned.route;
            let guards =
                if route.access.public { Vec::new() } else { route.api.guards().map(|guard| guard.name).collect() };
            RouteFacts {
                methods: route.methods,
                path: routing::full_path(route),
                name: route.name,
                public: route.access.public,
                guards,
                roles: route.access.roles,
                place: route.place,
            }
        })
        .collect();
    facts.sort_by(|a, b| (&a.path, a.methods).cmp(&(&b.path, b.methods)));
    facts
}
