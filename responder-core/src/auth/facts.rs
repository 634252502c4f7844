//! What an app can tell about its routes: the one list that enforcement, the access matrix and
//! generated tests share.

use std::any::TypeId;

use super::gate::Gate;
use crate::message::Scheme;
use crate::registry::{Demand, Place, Provider};

/// One route, as it is registered and enforced.
///
/// Its `Display` is one line: `GET /users/{id:int}  role admin; policy owns`.
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
    pub guards: Vec<GuardFacts>,
    /// What a caller has to meet behind the guards, each of them.
    pub requirements: Vec<RequirementFacts>,
    /// The schemes of the credentials that its guards and principals take, each once; none for guards that read
    /// the request themselves.
    pub schemes: Vec<Scheme>,
    /// Where the attribute stands.
    pub place: Place,
}

/// A guard, as it protects a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct GuardFacts {
    /// The function's name.
    pub name: &'static str,
    /// The principal that it makes, if it makes one.
    pub principal: Option<PrincipalType>,
    /// Where the attribute stands.
    pub place: Place,
}

/// One thing that a caller has to meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RequirementFacts {
    /// To be such a principal.
    Principal(PrincipalType),
    /// To have one of these roles.
    AnyRole(PrincipalType, &'static [&'static str]),
    /// To have all of these scopes.
    AllScopes(PrincipalType, &'static [&'static str]),
    /// That the policy of this name says yes.
    Policy(&'static str),
}

/// The type of a principal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PrincipalType {
    /// The type's name.
    pub name: &'static str,
    /// The roles that it declares.
    pub roles: &'static [&'static str],
    /// The scopes that it declares.
    pub scopes: &'static [&'static str],
    pub(crate) key: TypeId,
}

/// Who calls, as far as access can be declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Caller {
    /// Nobody that is known.
    Anonymous,
    /// Somebody whom all guards let pass.
    Authenticated,
    /// Such a principal, whom all guards let pass, without any role.
    Principal(PrincipalType),
    /// Such a principal, with this role only.
    WithRole(PrincipalType, &'static str),
}

impl Caller {
    /// Everybody that can be told apart on these routes: anonymous first, then each type of principal
    /// without a role and with each of its roles.
    pub fn all(routes: &[RouteFacts]) -> Vec<Caller> {
        let mut principals: Vec<PrincipalType> = Vec::new();
        for principal in routes.iter().flat_map(RouteFacts::principals) {
            if !principals.contains(&principal) {
                principals.push(principal);
            }
        }
        principals.sort_by_key(|principal| principal.name);
        let mut callers = vec![Caller::Anonymous];
        if principals.is_empty() && routes.iter().any(|route| !route.guards.is_empty()) {
            callers.push(Caller::Authenticated);
        }
        for principal in principals {
            callers.push(Caller::Principal(principal));
            callers.extend(principal.roles.iter().map(|role| Caller::WithRole(principal, role)));
        }
        callers
    }

    fn principal(&self) -> Option<PrincipalType> {
        match self {
            Caller::Principal(principal) | Caller::WithRole(principal, _) => Some(*principal),
            _ => None,
        }
    }
}

/// `anonymous`, `authenticated`, `Claims`, `Claims:admin`.
impl std::fmt::Display for Caller {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Caller::Anonymous => f.write_str("anonymous"),
            Caller::Authenticated => f.write_str("authenticated"),
            Caller::Principal(principal) => f.write_str(principal.name),
            Caller::WithRole(principal, role) => write!(f, "{}:{role}", principal.name),
        }
    }
}

impl RouteFacts {
    /// For each `#[require_role]`, the roles of which the principal needs one.
    pub fn roles(&self) -> impl Iterator<Item = &'static [&'static str]> + '_ {
        self.requirements.iter().filter_map(|requirement| match requirement {
            RequirementFacts::AnyRole(_, roles) => Some(*roles),
            _ => None,
        })
    }

    /// The scopes that the principal needs, all of them.
    pub fn scopes(&self) -> impl Iterator<Item = &'static str> + '_ {
        let lists = self.requirements.iter().filter_map(|requirement| match requirement {
            RequirementFacts::AllScopes(_, scopes) => Some(scopes.iter().copied()),
            _ => None,
        });
        lists.flatten()
    }

    /// The policies that have to say yes.
    pub fn policies(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.requirements.iter().filter_map(|requirement| match requirement {
            RequirementFacts::Policy(name) => Some(*name),
            _ => None,
        })
    }

    /// The types of principal that it asks for, by guards or requirements.
    pub fn principals(&self) -> impl Iterator<Item = PrincipalType> + '_ {
        let of_requirements = self.requirements.iter().filter_map(|requirement| match requirement {
            RequirementFacts::Principal(principal)
            | RequirementFacts::AnyRole(principal, _)
            | RequirementFacts::AllScopes(principal, _) => Some(*principal),
            RequirementFacts::Policy(_) => None,
        });
        self.guards.iter().filter_map(|guard| guard.principal).chain(of_requirements)
    }

    /// Whether it lets a caller in, as far as that is declared: policies and scopes are taken as met.
    pub fn admits(&self, caller: Caller) -> bool {
        let held = |wanted: &PrincipalType| {
            let made_by_guard = self.guards.iter().any(|guard| guard.principal.is_some_and(|made| made == *wanted));
            made_by_guard || caller.principal().is_some_and(|principal| principal == *wanted)
        };
        let met = |requirement: &RequirementFacts| match requirement {
            RequirementFacts::Policy(_) => true,
            RequirementFacts::Principal(wanted) | RequirementFacts::AllScopes(wanted, _) => held(wanted),
            RequirementFacts::AnyRole(wanted, roles) => match caller {
                Caller::WithRole(principal, role) => principal == *wanted && roles.contains(&role),
                _ => false,
            },
        };
        match caller {
            Caller::Anonymous => {
                self.guards.is_empty()
                    && self.requirements.iter().all(|requirement| matches!(requirement, RequirementFacts::Policy(_)))
            }
            _ => self.requirements.iter().all(met),
        }
    }

    /// One name for each method, `any` for all.
    pub(crate) fn method_names(&self) -> &'static [&'static str] {
        if self.methods.is_empty() { &["any"] } else { self.methods }
    }
}

impl std::fmt::Display for RouteFacts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}  ", self.method_names().join(", "), self.path)?;
        let mut said: Vec<String> = Vec::new();
        if self.public {
            said.push("public".into());
        }
        said.extend(self.guards.iter().map(|guard| format!("guard {}", guard.name)));
        said.extend(self.requirements.iter().map(|requirement| match requirement {
            RequirementFacts::Principal(principal) => format!("principal {}", principal.name),
            RequirementFacts::AnyRole(_, roles) => format!("role {}", roles.join(" or ")),
            RequirementFacts::AllScopes(_, scopes) => format!("scope {}", scopes.join(" and ")),
            RequirementFacts::Policy(name) => format!("policy {name}"),
        }));
        f.write_str(if said.is_empty() { "no guard" } else { "" })?;
        f.write_str(&said.join("; "))
    }
}

impl<R> Gate<R> {
    /// The guards, as they are told.
    pub(crate) fn guard_facts(&self) -> Vec<GuardFacts> {
        self.guards
            .iter()
            .map(|guard| GuardFacts { name: guard.name, principal: principal(guard), place: guard.place })
            .collect()
    }

    /// The schemes of all that makes principals here.
    pub(crate) fn schemes(&self) -> Vec<Scheme> {
        let asked = self.requirements.iter().filter_map(|requirement| requirement.of);
        Scheme::each_once(self.guards.iter().copied().chain(asked).flat_map(Provider::all_schemes))
    }

    /// The requirements, as they are told.
    pub(crate) fn requirement_facts(&self) -> Vec<RequirementFacts> {
        let told = self.requirements.iter().filter_map(|requirement| {
            let of = requirement.of.and_then(principal);
            Some(match requirement.demand {
                Demand::Policy(policy) => RequirementFacts::Policy(policy.name),
                Demand::Present => RequirementFacts::Principal(of?),
                Demand::AnyRole(roles) => RequirementFacts::AnyRole(of?, roles),
                Demand::AllScopes(scopes) => RequirementFacts::AllScopes(of?, scopes),
            })
        });
        told.collect()
    }
}

fn principal<R>(provider: &Provider<R>) -> Option<PrincipalType> {
    let facts = provider.principal?;
    Some(PrincipalType { name: facts.name, roles: facts.roles, scopes: facts.scopes, key: provider.key })
}
