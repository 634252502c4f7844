//! From what was registered to what answers requests.

use std::sync::Arc;

use crate::application::Application;
use crate::auth::Gate;
use crate::error::{Error, Result};
use crate::hooks;
use crate::lifecycle::{Included, Plan, Planned, Target};
use crate::mounted::MountedService;
use crate::registry::{self, ApiRecord, Convertor, Cover, DefaultRoute, FullPath, Hook, Phase, Place, Route, Segment};
use crate::routing::{self, Table};
use crate::static_files::Directories;

/// The plan for an API with this state.
pub(super) fn build<A: Application<Root = A>>(api: A) -> Result<Plan<A>> {
    let (table, routes) = routes::<A>()?;
    let record = A::RECORD;
    api.check_settings()?;
    let defaults = defaults(&routes);
    Ok(Plan {
        api: Arc::new(api),
        record,
        by_status: registry::collect(),
        around: around(record, &routes),
        table,
        routes,
        defaults,
        included: Vec::new(),
    })
}

/// Collects the routes of an API, with its nested ones, and refuses conflicts.
pub(super) fn routes<A: Application<Root = A>>() -> Result<(Table, Vec<Planned<A>>)> {
    let record = A::RECORD;
    let mut routes = registry::collect::<Route<A>>();
    // Link order is nobody's intention.
    routes.sort_by_key(|route| route.place);
    let mut defaults = registry::collect::<DefaultRoute<A>>();
    defaults.sort_by_key(|route| route.0.place);
    if routes.is_empty() && defaults.is_empty() {
        return Err(Error::no_routes(record.title));
    }
    let hooks = hooks_of::<A>();
    let (mut table, mut planned) = (Table::default(), Vec::new());
    for route in routes {
        add(&mut table, &mut planned, plan(&hooks, route, Target::Route(route)))?;
    }
    for DefaultRoute(route) in defaults {
        let around = Gate::around(route.api);
        planned.push(Planned {
            never_waits: false,
            straight: None,
            ..plan(&hooks, route, Target::Default(route, around))
        });
    }
    Ok((table, planned))
}

/// What requests pass that no route answers: the gates around this API and its parts, the innermost first.
fn around<R>(record: &'static ApiRecord<R>, routes: &[Planned<R>]) -> Vec<Gate<R>> {
    let mut parts = vec![record];
    for part in routes.iter().flat_map(|planned| planned.gate.api.lineage()) {
        if parts.iter().all(|known| known.id != part.id) {
            parts.push(part);
        }
    }
    parts.sort_by_key(|part| std::cmp::Reverse(part.prefix.segments().count()));
    parts.into_iter().map(Gate::around).collect()
}

/// A route, with what stands around it.
fn plan<R>(hooks: &[&'static Hook<R>], route: &'static Route<R>, target: Target<R>) -> Planned<R> {
    let around = |phase| select(hooks, phase, route.api, route.path());
    let (gate, before) = (Gate::of(route), around(Phase::Before));
    let straight = route.plain_handler().filter(|_| before.is_empty()).map(|call| (route, call));
    let never_waits = !route.waits() && !gate.waits() && !before.iter().any(|hook| hook.waits());
    Planned {
        target,
        segments: route.path().all_segments().collect(),
        methods: route.methods,
        place: route.place,
        gate,
        before,
        after: around(Phase::After),
        never_waits,
        straight,
    }
}

/// The default routes, that of the longest prefix first.
fn defaults<R>(routes: &[Planned<R>]) -> Vec<usize> {
    let is_default = |entry: &usize| matches!(routes[*entry].target, Target::Default(..));
    let mut defaults: Vec<usize> = (0..routes.len()).filter(is_default).collect();
    defaults.sort_by_key(|entry| std::cmp::Reverse(routes[*entry].segments.len()));
    defaults
}

/// The routes of an included app, below a prefix and behind the guards of this one.
pub(super) fn include<A: Application<Root = A>>(
    plan: &mut Plan<A>,
    prefix: &[Segment],
    app: &Arc<dyn Included>,
    routes: &[Planned<impl Sized>],
) -> Result {
    let hooks = hooks_of::<A>();
    for (entry, Planned { target, segments, methods, place, gate, .. }) in routes.iter().enumerate() {
        // What is unmatched here is answered here.
        if matches!(target, Target::Default(..)) {
            continue;
        }
        let segments: Vec<_> = prefix.iter().chain(segments).copied().collect();
        let target = Target::Included(Arc::clone(app), entry);
        let planned = foreign(&hooks, plan, target, segments, methods, gate.public, *place);
        add(&mut plan.table, &mut plan.routes, planned)?;
    }
    Ok(())
}

/// Files below a prefix, behind the guards of this API unless they are public.
pub(super) fn add_files<A: Application<Root = A>>(
    plan: &mut Plan<A>,
    segments: Vec<Segment>,
    files: Arc<Directories>,
    public: bool,
    place: Place,
) -> Result {
    // Below a prefix of their own they answer every method, most of them with what is allowed; between routes they do not.
    let claimed: &'static [&'static str] = if segments.is_empty() { &["GET"] } else { &[] };
    let hooks = hooks_of::<A>();
    // The directory itself, and what is in it.
    for (last, is_itself) in [(Segment::Static(""), true), (Segment::Param(Target::<A>::FILE, Convertor::Path), false)]
    {
        let segments: Vec<_> = segments.iter().copied().chain([last]).collect();
        let target = Target::Files(Arc::clone(&files));
        let planned = foreign(&hooks, plan, target, segments, claimed, public, place);
        match add(&mut plan.table, &mut plan.routes, planned) {
            // A page of the app stands there, and not the directory.
            Err(_) if is_itself => continue,
            added => added?,
        }
        // That is also what is told about them.
        if let Some(files) = plan.routes.last_mut() {
            files.methods = &["GET"];
        }
    }
    Ok(())
}

/// A service below a prefix, behind the guards of this API unless it is public. Whatever else has a path and method there
/// comes before it.
pub(super) fn mount<A: Application<Root = A>>(
    plan: &mut Plan<A>,
    prefix: Vec<Segment>,
    service: Arc<MountedService>,
    public: bool,
    place: Place,
) -> Result {
    let below = |last: Segment| prefix.iter().copied().chain([last]).collect::<Vec<_>>();
    let entry = plan.routes.len();
    let all = below(Segment::Param("path", Convertor::Path));
    // The rest of a path is never empty, so the prefix is a path of its own, with and without a slash.
    for segments in [&prefix, &below(Segment::Static("")), &all] {
        // There is no path without a slash.
        if !segments.is_empty() {
            let added = plan.table.insert_behind(segments, public, entry);
            added.map_err(|first| conflict(&plan.routes, first, segments, &[], place))?;
        }
    }
    let planned = foreign(&hooks_of::<A>(), plan, Target::Service(service), all, &[], public, place);
    plan.routes.push(planned);
    Ok(())
}

/// What is no handler of this app, with what stands around it: the innermost of its parts that all of it is below.
fn foreign<R>(
    hooks: &[&'static Hook<R>],
    plan: &Plan<R>,
    target: Target<R>,
    segments: Vec<Segment>,
    methods: &'static [&'static str],
    public: bool,
    place: Place,
) -> Planned<R> {
    let path = FullPath { prefix: plan.record.prefix, segments: &segments };
    let within = plan.around.iter().find(|around| path.below(around.api.prefix) == Cover::All);
    let api = within.map_or(plan.record, |around| around.api);
    Planned {
        target,
        methods,
        place,
        gate: Gate::before(api, path, public),
        before: select(hooks, Phase::Before, api, path),
        after: select(hooks, Phase::After, api, path),
        segments,
        never_waits: false,
        straight: None,
    }
}

/// Adds a route unless another one answers the same requests.
fn add<R>(table: &mut Table, routes: &mut Vec<Planned<R>>, planned: Planned<R>) -> Result {
    if let Err(first) = table.insert(&planned.segments, planned.methods, planned.gate.public, routes.len()) {
        return Err(conflict(routes, first, &planned.segments, planned.methods, planned.place));
    }
    routes.push(planned);
    Ok(())
}

fn conflict<R>(routes: &[Planned<R>], first: usize, segments: &[Segment], methods: &[&str], place: Place) -> Error {
    let methods = match methods {
        [] => "every method of".to_owned(),
        methods => methods.join(", "),
    };
    Error::conflict(format!("{methods} `{}`", routing::path_text(segments)), routes[first].place, place)
}

fn hooks_of<A: Application<Root = A>>() -> Vec<&'static Hook<A>> {
    let mut all = registry::collect::<Hook<A>>();
    hooks::sort(&mut all);
    all
}

/// The hooks that run for routes of this API at this path: those of its APIs, below their prefixes.
fn select<R>(
    hooks: &[&'static Hook<R>],
    phase: Phase,
    api: &'static ApiRecord<R>,
    path: FullPath<'_>,
) -> Vec<&'static Hook<R>> {
    let covers = |hook: &&&'static Hook<R>| {
        hook.phase == phase && api.lineage().any(|api| api.id == hook.api.id) && path.below(hook.prefix) != Cover::None
    };
    hooks.iter().filter(covers).copied().collect()
}
