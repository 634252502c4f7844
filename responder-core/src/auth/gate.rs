//! The only place that lets a request through to a handler.

use crate::exchange::{Exchange, StandIn};
use crate::hooks;
use crate::message::{Forbidden, Problem, Unauthenticated};
use crate::registry::{ApiRecord, Cover, Demand, Failure, FullPath, Need, Provider, Requirement, Route};

/// What a request has to pass before the handler of one route: guards, then requirements.
///
/// It is made from the constants of the route and its APIs, once, when the app starts. Enforcement
/// and everything that tells about access ([`RouteFacts`](crate::app::RouteFacts)) read this.
pub(crate) struct Gate<R: 'static> {
    pub(crate) api: &'static ApiRecord<R>,
    pub(crate) public: bool,
    pub(crate) guards: Vec<&'static Provider<R>>,
    pub(crate) requirements: Vec<Requirement<R>>,
}

impl<R: 'static> Gate<R> {
    /// The gate of a route.
    pub(crate) fn of(route: &'static Route<R>) -> Self {
        let (api, public) = (route.api, route.public);
        let mut gate = Gate { api, public, guards: Vec::new(), requirements: Vec::new() };
        if !public {
            gate.guards = api.guards().filter(|guard| has_to_pass(guard, route.path())).collect();
            gate.requirements.extend(api.auth());
        }
        gate.require_principals(&route.needs);
        for requirement in &*route.requirements {
            if let Demand::Policy(policy) = requirement.demand {
                gate.require_principals(policy.needs);
            }
            gate.requirements.push(*requirement);
        }
        gate
    }

    /// The gate of this API before what is no route of its own, at this path: in front of the gate of an included app's
    /// route, or before files and services.
    pub(crate) fn before(api: &'static ApiRecord<R>, path: FullPath<'_>, public: bool) -> Self {
        let mut gate = Gate::around(api);
        gate.public = public;
        if public {
            gate.guards.clear();
            gate.requirements.clear();
        }
        gate.guards.retain(|guard| has_to_pass(guard, path));
        gate
    }

    /// The gate before paths of an API that no route has.
    pub(crate) fn around(api: &'static ApiRecord<R>) -> Self {
        Gate { api, public: false, guards: api.guards().collect(), requirements: api.auth().into_iter().collect() }
    }

    /// Whether it asks anything of a request.
    pub(crate) fn asks(&self) -> bool {
        !self.guards.is_empty() || !self.requirements.is_empty()
    }

    /// Whether it may have to be waited for whether a request passes.
    pub(crate) fn waits(&self) -> bool {
        let policy_waits = |requirement: &Requirement<R>| match requirement.demand {
            Demand::Policy(policy) => policy.ask.waits() || Need::any_waits(policy.needs),
            _ => false,
        };
        let asked = self.requirements.iter().filter_map(|requirement| requirement.of);
        self.guards.iter().copied().chain(asked).any(Provider::waits) || self.requirements.iter().any(policy_waits)
    }

    /// A function that reads a principal asks for it, also where no guard has made it.
    fn require_principals(&mut self, needs: &'static [Need<R>]) {
        for provider in needs.iter().filter(|need| need.required).filter_map(|need| need.provider) {
            if self.guards.iter().any(|guard| guard.key == provider.key) {
                continue;
            }
            self.require_principals(provider.needs);
            let known = |requirement: &Requirement<R>| requirement.of.is_some_and(|of| of.key == provider.key);
            if provider.principal.is_some() && !self.requirements.iter().any(known) {
                self.requirements.push(Requirement { of: Some(provider), demand: Demand::Present });
            }
        }
    }
}

/// Whether a route lies below the prefix of a guard. A path that may lie there does.
fn has_to_pass<R>(guard: &Provider<R>, path: FullPath<'_>) -> bool {
    guard.guards.is_none_or(|prefix| path.below(prefix) != Cover::None)
}

/// Proof that a request has passed what its route asks for.
///
/// The handler stage takes one, and only [`admit`] and [`admit_unasked`] make them: code that skips access control does
/// not compile.
pub(crate) struct Admitted(());

/// Lets a request through the gate of the matched route.
///
/// `None` if a guard has already answered by setting a status or a body.
pub(crate) async fn admit<R: Send + Sync + 'static>(
    gate: &Gate<R>,
    ex: &mut Exchange<R>,
) -> Result<Option<Admitted>, Failure<R>> {
    if !pass_gate(gate, ex).await? {
        return Ok(None);
    }
    if let Some(knock) = ex.knock() {
        knock.admit();
        return Ok(None);
    }
    Ok(Some(Admitted(())))
}

/// The same for a gate that asks for nothing. `None` if it does, or if the request is a test's that goes no further than
/// here.
pub(crate) fn admit_unasked<R>(gate: &Gate<R>, ex: &Exchange<R>) -> Option<Admitted> {
    (!gate.asks() && ex.knock().is_none()).then_some(Admitted(()))
}

/// Runs all guards of a gate and checks all its requirements; `false` if one of them has answered.
pub(crate) async fn pass_gate<R: Send + Sync + 'static>(
    gate: &Gate<R>,
    ex: &mut Exchange<R>,
) -> Result<bool, Failure<R>> {
    for guard in &gate.guards {
        if !pass(guard, gate.api, ex).await? {
            return Ok(false);
        }
    }
    for requirement in &gate.requirements {
        if !meet(requirement, gate.api, ex).await? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Lets a request that no route answers through the gate around an API; `false` if a guard has answered.
///
/// Only those who may call the API learn which paths it does not have. With no route to go by, the
/// path's text says which guards of a prefix it has to pass.
pub(crate) async fn pass_unmatched<R: Send + Sync + 'static>(
    around: &Gate<R>,
    ex: &mut Exchange<R>,
) -> Result<bool, Failure<R>> {
    let runs = |guard: &&&Provider<R>| guard.guards.is_none_or(|prefix| prefix.covers_text(ex.request.path()));
    let guards = around.guards.iter().filter(runs).copied().collect();
    let Gate { api, public, ref requirements, .. } = *around;
    pass_gate(&Gate { api, public, guards, requirements: requirements.clone() }, ex).await
}

/// Whether a provider has run, has let the request pass, and has made its value.
async fn pass<R: Send + Sync + 'static>(
    provider: &'static Provider<R>,
    api: &'static ApiRecord<R>,
    ex: &mut Exchange<R>,
) -> Result<bool, Failure<R>> {
    if let Some(stand_in) = stand_in(ex) {
        return match provider.guards.is_some() || stand_in.is(provider.key) {
            true => Ok(true),
            false => Err((api.unauthenticated)(Unauthenticated::missing(provider.all_schemes()))),
        };
    }
    hooks::make(provider, api, ex).await?;
    if ex.is_answered() {
        return Ok(false);
    }
    hooks::present(provider, api, ex)?;
    Ok(true)
}

/// Who stands in for a principal, if the request only asks whether it would be let in.
fn stand_in<R>(ex: &Exchange<R>) -> Option<StandIn> {
    ex.knock()?.stand_in()
}

async fn meet<R: Send + Sync + 'static>(
    requirement: &Requirement<R>,
    api: &'static ApiRecord<R>,
    ex: &mut Exchange<R>,
) -> Result<bool, Failure<R>> {
    if let Demand::Policy(policy) = requirement.demand {
        // A policy decides about real people and things.
        if stand_in(ex).is_some() {
            return Ok(true);
        }
        hooks::provide(policy.needs, api, ex).await?;
        if ex.is_answered() {
            return Ok(false);
        }
        return match hooks::run(&policy.ask, ex).await? {
            true => Ok(true),
            false => Err((api.forbid)(Forbidden::refused_by(policy.name))),
        };
    }
    // The compiler has seen that there is a principal; were there none, nobody would pass.
    let Some((provider, principal)) = requirement.of.and_then(|of| Some((of, of.principal?))) else {
        return Err(api.refuse(Problem::internal()));
    };
    if !pass(provider, api, ex).await? {
        return Ok(false);
    }
    let stand_in = stand_in(ex);
    match requirement.demand {
        Demand::AnyRole(roles) => {
            let has = match stand_in {
                Some(stand_in) => stand_in.has_any_role(provider.key, roles),
                None => (principal.has_any_role)(&ex.provided, roles),
            };
            if !has {
                return Err((api.forbid)(Forbidden::needs_one_of(roles).known_by(provider.all_schemes())));
            }
        }
        Demand::AllScopes(scopes) => {
            if stand_in.is_none() && !(principal.has_all_scopes)(&ex.provided, scopes) {
                return Err((api.forbid)(Forbidden::needs_all_of(scopes).known_by(provider.all_schemes())));
            }
        }
        Demand::Present | Demand::Policy(_) => {}
    }
    Ok(true)
}
