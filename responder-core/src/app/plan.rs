//! From what was registered to what answers requests.

use std::sync::Arc;

use crate::application::Application;
use crate::error::{Error, Result};
use crate::hooks;
use crate::lifecycle::{Plan, Planned};
use crate::registry::{self, Hook, Phase, Route};
use crate::routing::{self, Table};

/// The plan for an API with this state.
pub(super) fn build<A: Application<Root = A>>(api: A) -> Result<Plan<A>> {
    let (table, routes) = routes::<A>()?;
    Ok(Plan { api: Arc::new(api), record: const { &A::RECORD }, table, routes })
}

/// Collects the routes of an API, with its nested ones, and refuses conflicts.
pub(super) fn routes<A: Application<Root = A>>() -> Result<(Table, Vec<Planned<A>>)> {
    let record = const { &A::RECORD };
    let mut routes = registry::collect::<Route<A>>();
    // Link order is nobody's intention.
    routes.sort_by_key(|route| route.place);
    if routes.is_empty() {
        return Err(Error::no_routes(record.title));
    }
    let mut all_hooks = registry::collect::<Hook<A>>();
    hooks::sort(&mut all_hooks);

    let mut table = Table::default();
    for (entry, route) in routes.iter().copied().enumerate() {
        let segments = routing::full_segments(route);
        if let Err(first) = table.insert(&segments, route.methods, route.access.public, entry) {
            let methods =
                if route.methods.is_empty() { "every method of".to_owned() } else { route.methods.join(", ") };
            let what = format!("{methods} `{}`", routing::full_path(route));
            return Err(Error::conflict(what, routes[first].place, route.place));
        }
    }
    let routes = routes.into_iter().map(|route| Planned {
        route,
        before: hooks_of(route, &all_hooks, Phase::Before),
        after: hooks_of(route, &all_hooks, Phase::After),
    });
    Ok((table, routes.collect()))
}

/// The hooks of the APIs that a route is a part of.
fn hooks_of<R>(route: &'static Route<R>, hooks: &[&'static Hook<R>], phase: Phase) -> Vec<&'static Hook<R>> {
    let covers = |hook: &Hook<R>| route.api.lineage().any(|api| api.id == hook.api.id);
    hooks.iter().copied().filter(|hook| hook.phase == phase && covers(hook)).collect()
}
