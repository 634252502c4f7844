//! What it means, and what is wrong with it.

use proc_macro2::Span;
use quote::ToTokens;
use syn::{Ident, Path};

use super::Verb;
use super::syntax::{Access, Written};
use crate::arguments::{Arguments, Taker};
use crate::errors::{Errors, did_you_mean};
use crate::function::Function;
use crate::pattern::Pattern;
use crate::{keys, register::Mode};

/// The methods that a route for every method takes from the others.
pub(super) const METHODS: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/// A handler with all that its attributes say.
pub(super) struct Checked {
    pub(super) pattern: Pattern,
    pub(super) kind: Kind,
    pub(super) mode: Mode,
    pub(super) api: Path,
    pub(super) access: Access,
    pub(super) cross_site: bool,
    pub(super) arguments: Arguments,
}

/// Which requests it is for.
pub(super) enum Kind {
    /// Those of its path with these methods; none means every method.
    Methods(Vec<String>),
    /// Those of a path that no route has.
    Default,
}

pub(super) fn check(written: Written, function: &Function, errors: &mut Errors) -> Option<Checked> {
    function.check_callable("a handler", errors);
    let pattern = pattern(&written, &function.sig.ident, errors);
    let kind = match (written.verb, &written.methods) {
        (Verb::Default, _) => Kind::Default,
        (Verb::One(method), _) => Kind::Methods(vec![method.to_owned()]),
        (Verb::Any, Some((_, methods))) => {
            if methods.is_empty() && errors.is_empty() {
                errors.push(
                    &function.sig.ident,
                    "`methods = []` names none; leave it out for a route that answers every method",
                );
            }
            Kind::Methods(named_methods(methods, errors))
        }
        (Verb::Any, None) => Kind::Methods(Vec::new()),
    };
    let arguments = arguments(pattern.as_ref(), &kind, function, errors);
    if let Some(pattern) = &pattern {
        for name in arguments.not_taken(pattern, function) {
            let function = &function.sig.ident;
            errors.push(
                pattern,
                format!("the path has a parameter `{name}`, but `{function}` has no argument of that name"),
            );
        }
    }
    if let (Some(blocking), true) = (&written.blocking, function.is_async()) {
        errors.push(blocking, "`blocking` is for plain functions; an async one waits without blocking");
    }
    Some(checked(&written, pattern?, kind, written.access.clone(), arguments, function))
}

/// The path that all functions of an attribute have.
pub(super) fn pattern(written: &Written, name: &impl ToTokens, errors: &mut Errors) -> Option<Pattern> {
    let attribute = written.verb.attribute();
    match &written.path {
        _ if written.verb == Verb::Default => {
            if let Some(text) = &written.path {
                errors.push(text, "`#[default_route]` has no path: it is for those that no route has");
            }
            Some(Pattern::of_the_default_route(Span::call_site()))
        }
        Some(literal) => Pattern::parse(literal.clone(), errors),
        None if errors.is_empty() => {
            errors.push(name, format!("a route has a path: `#[{attribute}(\"/..\")]`"));
            None
        }
        None => None,
    }
}

/// The arguments of a handler, and that requests of its methods can fill them.
pub(super) fn arguments(pattern: Option<&Pattern>, kind: &Kind, function: &Function, errors: &mut Errors) -> Arguments {
    let arguments = Arguments::of(function, Taker::Handler(pattern), errors);
    if let (Some(body), Kind::Methods(methods)) = (&arguments.body, kind)
        && !methods.is_empty()
        && methods.iter().all(|method| method == "GET" || method == "HEAD")
    {
        let methods = methods.join(" and ");
        errors.push(body, format!("this route only answers {methods}, and such requests have no body"));
    }
    arguments
}

pub(super) fn checked(
    written: &Written,
    pattern: Pattern,
    kind: Kind,
    access: Access,
    arguments: Arguments,
    function: &Function,
) -> Checked {
    let mode = match (function.is_async(), &written.blocking) {
        (true, _) => Mode::Async,
        (false, Some(_)) => Mode::Blocking,
        (false, None) => Mode::Sync,
    };
    let (api, cross_site) = (keys::api_or_default(written.api.clone()), written.cross_site.is_some());
    Checked { pattern, kind, mode, api, access, cross_site, arguments }
}

fn named_methods(written: &[Ident], errors: &mut Errors) -> Vec<String> {
    let mut methods: Vec<String> = Vec::new();
    for method in written {
        let name = method.to_string();
        if !METHODS.contains(&name.as_str()) {
            let suggestion = did_you_mean(&name.to_uppercase(), &METHODS);
            let list = if suggestion.is_empty() { format!("; there are {}", METHODS.join(", ")) } else { suggestion };
            errors.push(method, format!("`{name}` is no method{list}"));
        } else if methods.contains(&name) {
            errors.push(method, format!("`{name}` is named twice"));
        } else {
            methods.push(name);
        }
    }
    methods
}
