//! What it means, and what is wrong with it.

use syn::{Expr, Ident, Path};

use super::Verb;
use super::syntax::{Field, Requirement, Written};
use crate::arguments::{Arguments, Taker};
use crate::errors::{Errors, did_you_mean};
use crate::function::Function;
use crate::pattern::Pattern;
use crate::{keys, register::Mode};

/// The methods that a route for every method takes from the others.
pub(super) const METHODS: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

pub(super) struct Checked {
    pub(super) pattern: Pattern,
    /// None means every method.
    pub(super) methods: Vec<String>,
    pub(super) mode: Mode,
    pub(super) api: Path,
    pub(super) public: bool,
    pub(super) cross_site: bool,
    pub(super) requirements: Vec<Requirement>,
    pub(super) rate_limit: Option<Field>,
    pub(super) before: Vec<Expr>,
    pub(super) after: Vec<Expr>,
    pub(super) arguments: Arguments,
}

pub(super) fn check(written: Written, function: &Function, errors: &mut Errors) -> Option<Checked> {
    function.check_callable("a handler", errors);
    let attribute = written.verb.attribute();
    let pattern = match written.path {
        Some(literal) => Pattern::parse(literal, errors),
        None if errors.is_empty() => {
            errors.push(&function.sig.ident, format!("a route has a path: `#[{attribute}(\"/..\")]`"));
            None
        }
        None => None,
    };
    let methods = match (written.verb, written.methods) {
        (Verb::One(method), _) => vec![method.to_owned()],
        (Verb::Any, Some(methods)) => {
            if methods.is_empty() && errors.is_empty() {
                errors.push(
                    &function.sig.ident,
                    "`methods = []` names none; leave it out for a route that answers every method",
                );
            }
            named_methods(&methods, errors)
        }
        (Verb::Any, None) => Vec::new(),
    };
    let arguments = Arguments::of(function, Taker::Handler(pattern.as_ref()), errors);
    let has_body = |method: &String| method != "GET" && method != "HEAD";
    if let Some(body) = arguments.body.as_ref().filter(|_| !methods.is_empty() && !methods.iter().any(has_body)) {
        let methods = methods.join(" and ");
        errors.push(body, format!("this route only answers {methods}, and such requests have no body"));
    }
    if let (Some(public), false) = (&written.public, written.requirements.is_empty()) {
        errors.push(
            public,
            "`#[public]` lets everybody in, and another attribute here requires something of the caller: remove one of them",
        );
    }
    if let (Some(blocking), true) = (&written.blocking, function.is_async()) {
        errors.push(blocking, "`blocking` is for plain functions; an async one waits without blocking");
    }
    let mode = match (function.is_async(), written.blocking) {
        (true, _) => Mode::Async,
        (false, Some(_)) => Mode::Blocking,
        (false, None) => Mode::Sync,
    };
    Some(Checked {
        pattern: pattern?,
        methods,
        mode,
        api: keys::api_or_default(written.api),
        public: written.public.is_some(),
        cross_site: written.cross_site.is_some(),
        requirements: written.requirements,
        rate_limit: written.rate_limit,
        before: written.before,
        after: written.after,
        arguments,
    })
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
