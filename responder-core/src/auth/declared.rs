//! Checks, while compiling, of what routes require: that the names exist, and somebody to ask.

use crate::constant::{Text, same};
use crate::registry::{
    ApiFacts, ApiRecord, Convertor, Demand, FullPath, Piece, Policy, Provider, Requirement, Segment,
};

/// Checks, while compiling, that the principal who is asked declares this role.
///
/// # Panics
/// In a constant, so that it is a compiler error.
#[track_caller]
pub const fn declared_role<R>(api: ApiFacts<R>, name: &str) {
    match api.asked {
        Some(Provider { principal: Some(principal), .. }) => declared("role", principal.roles, name),
        Some(provider) => no_principal(provider),
        None => nobody_to_ask(api.record, "role"),
    }
}

/// One of these roles is required, once it is checked that the principal declares the first of them. Each
/// other one is checked by itself, so that each has an error of its own.
///
/// # Panics
/// In a constant, so that it is a compiler error.
#[track_caller]
pub const fn any_role<R>(api: ApiFacts<R>, names: &'static [&'static str]) -> Requirement<R> {
    declared_role(api, names[0]);
    Requirement { of: api.asked, demand: Demand::AnyRole(names) }
}

/// The same for scopes, of which all are required.
///
/// # Panics
/// In a constant, so that it is a compiler error.
#[track_caller]
pub const fn all_scopes<R>(api: ApiFacts<R>, names: &'static [&'static str]) -> Requirement<R> {
    declared_scope(api, names[0]);
    Requirement { of: api.asked, demand: Demand::AllScopes(names) }
}

/// Checks, while compiling, that the principal who is asked declares this scope.
///
/// # Panics
/// In a constant, so that it is a compiler error.
#[track_caller]
pub const fn declared_scope<R>(api: ApiFacts<R>, name: &str) {
    match api.asked {
        Some(Provider { principal: Some(principal), .. }) => declared("scope", principal.scopes, name),
        Some(provider) => no_principal(provider),
        None => nobody_to_ask(api.record, "scope"),
    }
}

#[track_caller]
const fn nobody_to_ask<R>(api: &ApiRecord<R>, what: &str) -> ! {
    let mut text = Text::new();
    text.push("a ");
    text.push(what);
    text.push(match api.principals() {
        (0, _) => {
            " is required, but no guard of this API returns a principal: let a `#[before_request]` function return a type with `#[derive(Principal)]`; one that a `#[dependency]` returns is named by `of = TheType`"
        }
        _ => " is required, but several guards of this API return a principal: name the type to ask by `of = TheType`",
    });
    panic!("{}", text.as_str());
}

#[track_caller]
const fn no_principal<R>(provider: &Provider<R>) -> ! {
    let mut text = Text::new();
    text.push("what `");
    text.push(provider.name);
    text.push("` returns is no principal: put `#[derive(Principal)]` on the type that says who a request comes from");
    panic!("{}", text.as_str());
}

#[track_caller]
const fn declared(what: &str, known: &[&str], name: &str) {
    let mut index = 0;
    while index < known.len() {
        if same(known[index], name) {
            return;
        }
        index += 1;
    }
    let mut text = Text::new();
    text.push("there is no ");
    text.push(what);
    text.push(" `");
    text.push(name);
    if known.is_empty() {
        text.push("`: the principal has no ");
        text.push(what);
        text.push("s");
    } else {
        text.push("`; the ");
        text.push(what);
        text.push("s are ");
        text.list(known);
    }
    panic!("{}", text.as_str());
}

/// What `#[require(X)]` requires, where `X` has this provider and this policy.
pub const fn requirement<R>(
    provider: Option<&'static Provider<R>>,
    policy: Option<&'static Policy<R>>,
) -> Requirement<R> {
    match policy {
        Some(policy) => Requirement { of: None, demand: Demand::Policy(policy) },
        None => Requirement { of: provider, demand: Demand::Present },
    }
}

/// What `#[require(..)]` names, once it is checked: a principal, or a policy that
/// the path of the route can serve.
///
/// # Panics
/// In a constant, so that it is a compiler error.
#[track_caller]
pub const fn required<R>(requirement: Requirement<R>, path: FullPath<'_>) -> Requirement<R> {
    match (&requirement.demand, requirement.of) {
        (Demand::Policy(policy), _) => serves(path.segments, policy),
        (_, Some(provider)) => {
            if provider.principal.is_none() {
                no_principal(provider);
            }
        }
        (_, None) => {
            panic!("this is there for every request, so nothing is required by it: name a principal or a policy")
        }
    }
    requirement
}

/// What a route asks its API where it says itself who is asked.
pub const fn asking<R>(api: ApiFacts<R>, of: Option<&'static Provider<R>>) -> ApiFacts<R> {
    ApiFacts { asked: of, ..api }
}

/// Who makes the principal that `auth = ..` or `of = ..` names, once it is checked that it is one.
///
/// # Panics
/// In a constant, so that it is a compiler error.
#[track_caller]
pub const fn principal_named<R>(requirement: Requirement<R>) -> Option<&'static Provider<R>> {
    match (&requirement.demand, requirement.of) {
        (Demand::Policy(_), _) => {
            panic!("this is a policy, which `#[require(..)]` takes; here stands the type of a principal")
        }
        (_, Some(provider)) if provider.principal.is_some() => requirement.of,
        (_, Some(provider)) => no_principal(provider),
        (_, None) => panic!("this is there for every request, so nothing is required by it: name a principal"),
    }
}

/// That a path has the parameters which a policy takes.
#[track_caller]
const fn serves<R>(segments: &[Segment], policy: &Policy<R>) {
    let mut index = 0;
    while index < policy.params.len() {
        let param = &policy.params[index];
        match convertor_of(segments, param.name) {
            Some(convertor) => {
                if !fits(param.fits, convertor) {
                    let mut text = Text::new();
                    text.push("the policy `");
                    text.push(policy.name);
                    text.push("` takes `");
                    text.push(param.name);
                    text.push("` as a type that `{");
                    text.push(param.name);
                    text.push(":");
                    text.push(convertor.name());
                    text.push("}` in the path does not give");
                    panic!("{}", text.as_str());
                }
            }
            None => {
                let mut text = Text::new();
                text.push("the policy `");
                text.push(policy.name);
                text.push("` takes `");
                text.push(param.name);
                text.push("`, and the path of this route has no parameter of that name");
                panic!("{}", text.as_str());
            }
        }
        index += 1;
    }
}

const fn convertor_of(segments: &[Segment], name: &str) -> Option<Convertor> {
    let mut index = 0;
    while index < segments.len() {
        match segments[index] {
            Segment::Param(known, convertor) if same(known, name) => return Some(convertor),
            Segment::Mixed(pieces) => {
                let mut piece = 0;
                while piece < pieces.len() {
                    if let Piece::Param(known, convertor) = pieces[piece]
                        && same(known, name)
                    {
                        return Some(convertor);
                    }
                    piece += 1;
                }
            }
            _ => {}
        }
        index += 1;
    }
    None
}

const fn fits(known: &[(Convertor, bool)], wanted: Convertor) -> bool {
    let mut index = 0;
    while index < known.len() {
        let (convertor, fits) = known[index];
        if convertor as u8 == wanted as u8 {
            return fits;
        }
        index += 1;
    }
    false
}

/// Checks, while compiling, that a route of an API with `access = explicit` says who may call it.
///
/// # Panics
/// In a constant, so that it is a compiler error.
#[track_caller]
pub const fn access_is_said<R>(api: ApiFacts<R>) {
    let mut level = Some(api.record);
    while let Some(api) = level {
        assert!(
            !api.explicit,
            "this API has `access = explicit`, and this route does not say who may call it: add `#[public]`, `#[require_role(..)]`, `#[require_scope(..)]` or `#[require(..)]`"
        );
        level = api.parent;
    }
}
