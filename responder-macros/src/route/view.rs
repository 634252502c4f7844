//! A view of several methods: `#[route("/..")]` on an `impl` block.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Ident, ImplItem, ItemImpl, Path, Type};

use super::check::{self, Checked, Kind, METHODS};
use super::syntax::{self, Access, Written};
use super::{Verb, expand};
use crate::errors::{Errors, did_you_mean};
use crate::function::{Function, take_markers};
use crate::pattern::Pattern;
use crate::{keys, recover};

/// The functions of a view, with the method that each answers; the last runs before all others.
const FUNCTIONS: [(&str, &str); 8] = [
    ("on_get", "GET"),
    ("on_head", "HEAD"),
    ("on_post", "POST"),
    ("on_put", "PUT"),
    ("on_patch", "PATCH"),
    ("on_delete", "DELETE"),
    ("on_options", "OPTIONS"),
    ("on_request", ""),
];

/// A view, as routes.
pub(super) struct View {
    pub(super) api: Path,
    pub(super) pattern: Pattern,
    /// The name of its type.
    pub(super) name: Option<Ident>,
    /// `on_request`, as the route of those methods that have no function of their own.
    pub(super) first: Option<(Checked, Function)>,
    pub(super) routes: Vec<Method>,
}

/// The function of one method.
pub(super) struct Method {
    /// `#[cfg(..)]` on it.
    pub(super) conditions: Vec<Attribute>,
    pub(super) route: Checked,
    pub(super) function: Function,
}

/// A function of a view, as it is written.
struct Found {
    method: &'static str,
    access: Access,
    conditions: Vec<Attribute>,
    function: Function,
}

pub(super) fn attribute(verb: Verb, keys: TokenStream, mut item: ItemImpl) -> TokenStream {
    if recover::after_conditions(&verb.attribute(), &keys, &mut item.attrs) {
        return quote!(#item);
    }
    let mut errors = Errors::default();
    let mut written = syntax::read(verb, keys, &mut errors);
    written.access = Access::take(&mut item.attrs, &item.self_ty, &mut errors);
    check_block(&written, &item, &mut errors);
    let found = find(&mut item, &mut errors);
    let registered = routes(&written, &item, found, &mut errors);
    let registered = registered.filter(|_| errors.is_empty()).unwrap_or_else(|| errors.into_tokens());
    quote!(#item #registered)
}

fn check_block(written: &Written, item: &ItemImpl, errors: &mut Errors) {
    if written.verb != Verb::Any {
        errors.push(
            &item.self_ty,
            format!(
                "`#[{}]` goes on a function; a view of several methods is `#[route(\"/..\")]`",
                written.verb.attribute()
            ),
        );
    }
    if let Some((key, _)) = &written.methods {
        errors.push(key, "the methods of a view are those it has: `on_get`, `on_post`, ..");
    }
    if let Some((of_a_trait, _)) = &item.trait_ {
        errors.push(of_a_trait, "a view is an `impl` block of your type, and not of a trait");
    }
    for parameter in &item.generics.params {
        errors.push(parameter, "a view cannot be generic: nothing says which type to call it with");
    }
    for attr in recover::unknown_beside_a_view(&item.attrs) {
        errors.push(attr, "nothing but attributes of `responder` can stand below `#[route]` on a view: another one may be a second route, which would not see what this one has taken");
    }
}

/// Takes the access attributes and markers off the functions of a view.
fn find(item: &mut ItemImpl, errors: &mut Errors) -> Vec<Found> {
    let owner = (*item.self_ty).clone();
    let mut found = Vec::new();
    for inner in &mut item.items {
        let ImplItem::Fn(function) = inner else { continue };
        let name = function.sig.ident.to_string();
        if !name.starts_with("on_") {
            continue;
        }
        let Some((_, method)) = FUNCTIONS.iter().find(|(known, _)| *known == name) else {
            let known = FUNCTIONS.map(|(name, _)| name);
            let suggestion = did_you_mean(&name, &known);
            let list = if suggestion.is_empty() { format!("; there are `{}`", known.join("`, `")) } else { suggestion };
            errors.push(&function.sig.ident, format!("a view has no function `{name}`{list}"));
            continue;
        };
        let access = Access::take(&mut function.attrs, &function.sig.ident, errors);
        if method.is_empty() && !access.is_empty() {
            errors.push(
                &function.sig.ident,
                "`on_request` runs for all methods of the view: put the attributes of access on the `impl` block",
            );
        }
        let conditions = function.attrs.iter().filter(|attr| attr.path().is_ident("cfg")).cloned().collect::<Vec<_>>();
        if let (true, Some(condition)) = (method.is_empty(), conditions.first()) {
            errors.push(
                condition,
                "which methods a view answers depends on `on_request`: put `#[cfg(..)]` on the `impl` block",
            );
        }
        found.push(Found { method, access, conditions, function: Function::of(&owner, function) });
        take_markers(&mut function.sig);
    }
    found
}

/// The routes of a view: one for each method, and one for those that only `on_request` answers.
fn routes(written: &Written, item: &ItemImpl, found: Vec<Found>, errors: &mut Errors) -> Option<TokenStream> {
    if found.is_empty() && errors.is_empty() {
        errors.push(&item.self_ty, "a view has a function for each of its methods: `fn on_get(..)`, `fn on_post(..)`");
    }
    let pattern = check::pattern(written, &item.self_ty, errors);
    let alone = only_by_request(&found);
    let api = keys::api_or_default(written.api.clone());
    let name = match &*item.self_ty {
        Type::Path(path) => path.path.segments.last().map(|last| last.ident.clone()),
        _ => None,
    };
    let (mut first, mut routes) = (None, Vec::new());
    for Found { method, access, conditions, function } in found {
        function.check_callable("a handler", errors);
        let kind = match method {
            "" => Kind::Methods(alone.clone()),
            method => Kind::Methods(vec![method.to_owned()]),
        };
        let arguments = check::arguments(pattern.as_ref(), &kind, &function, errors);
        let access = written.access.and(access, errors);
        let Some(pattern) = pattern.clone() else { continue };
        let route = check::checked(written, pattern, kind, access, arguments, &function);
        if method.is_empty() {
            first = Some((route, function));
        } else {
            routes.push(Method { conditions, route, function });
        }
    }
    let view = View { api, pattern: pattern?, name, first, routes };
    let takes = |route: &Checked, function: &Function, name: &str| {
        !route.arguments.not_taken(&view.pattern, function).contains(&name)
    };
    for (_, name, _) in view.pattern.params() {
        let by_request = view.first.as_ref().is_some_and(|(route, function)| takes(route, function, name));
        if !by_request && !view.routes.iter().any(|method| takes(&method.route, &method.function, name)) {
            errors.push(
                &view.pattern,
                format!("the path has a parameter `{name}`, but no function of this view has an argument of that name"),
            );
        }
    }
    Some(expand::expand_view(&view))
}

/// The methods that nothing but `on_request` answers. `OPTIONS` tells the others by itself, and `HEAD` is answered by
/// `on_get`.
fn only_by_request(found: &[Found]) -> Vec<String> {
    let has = |method: &str| found.iter().any(|found| found.method == method);
    let answered = |method: &str| has(method) || method == "OPTIONS" || (method == "HEAD" && has("GET"));
    METHODS.iter().filter(|method| !answered(method)).map(|method| (*method).to_owned()).collect()
}
