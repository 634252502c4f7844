//! What is written: the keys of the route, and the attributes beside it.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, Ident, LitStr, Path, Token};

use super::Verb;
use crate::errors::Errors;
use crate::keys::{self, API, API_EXAMPLE, Item};
use crate::recover;

pub(super) struct Written {
    pub(super) verb: Verb,
    pub(super) path: Option<LitStr>,
    pub(super) methods: Option<(Ident, Vec<Ident>)>,
    pub(super) blocking: Option<Ident>,
    pub(super) cross_site: Option<Ident>,
    pub(super) api: Option<Path>,
    pub(super) access: Access,
}

/// What the attributes beside a route say.
#[derive(Clone, Default)]
pub(super) struct Access {
    pub(super) public: Option<Attribute>,
    pub(super) requirements: Vec<Requirement>,
    pub(super) rate_limit: Option<Field>,
    pub(super) before: Vec<Expr>,
    pub(super) after: Vec<Expr>,
}

/// A field of the API, or a field of one: `searches`, `limits.searches`.
pub(super) type Field = Punctuated<Ident, Token![.]>;

/// One `#[require_role(..)]`, `#[require_scope(..)]`, or name in a `#[require(..)]`.
#[derive(Clone)]
pub(super) enum Requirement {
    Role(Names),
    Scope(Names),
    Named(Path),
}

/// Names of roles or scopes, and whom to ask for them.
#[derive(Clone)]
pub(super) struct Names {
    pub(super) names: Vec<LitStr>,
    pub(super) of: Option<Path>,
}

const SECOND_ROUTE: &str = "a function is one route: name several methods with `#[route(\"/..\", methods = [GET, POST])]`, and give a second path a function of its own";

/// Reads the keys.
pub(super) fn read(verb: Verb, tokens: TokenStream, errors: &mut Errors) -> Written {
    let mut written = Written {
        verb,
        path: None,
        methods: None,
        blocking: None,
        cross_site: None,
        api: None,
        access: Access::default(),
    };
    let known = &["methods", "blocking", "cross_site", "api"][usize::from(verb != Verb::Any)..];
    let text = (verb != Verb::Default).then_some("the path");
    let attribute = keys::Attribute { name: &verb.attribute(), known, text };
    let path = keys::parse(tokens, &attribute, errors, |key, errors| match key.name.to_string().as_str() {
        "methods" => {
            let methods: Option<Methods> = key.value("a list of methods", "[GET, POST]", errors);
            written.methods = Some((key.name, methods.map_or_else(Vec::new, |methods| methods.0)));
        }
        "blocking" => written.blocking = key.flag(errors),
        "cross_site" => written.cross_site = key.flag(errors),
        _ => written.api = key.value(API, API_EXAMPLE, errors),
    });
    written.path = path;
    written
}

impl Access {
    /// Takes the access attributes off a function or view. `name` is where it stands.
    pub(super) fn take(attrs: &mut Vec<Attribute>, name: &impl ToTokens, errors: &mut Errors) -> Access {
        let mut access = Access::default();
        for attr in std::mem::take(attrs) {
            match recover::access_name(&attr) {
                Some(found) => sibling(found, attr, &mut access, errors),
                None if recover::is_route_mark(&attr) => errors.push(name, SECOND_ROUTE),
                None if recover::is_route(&attr) => errors.push(attr, SECOND_ROUTE),
                None => attrs.push(attr),
            }
        }
        if let (Some(public), false) = (&access.public, access.requirements.is_empty()) {
            errors.push(public, PUBLIC_AND_REQUIRED);
        }
        access
    }

    /// The same, with what a method of the view adds.
    pub(super) fn and(&self, own: Access, errors: &mut Errors) -> Access {
        let contradicts = (self.public.is_some() && !own.requirements.is_empty())
            || (own.public.is_some() && !self.requirements.is_empty());
        if let (true, Some(public)) = (contradicts, own.public.as_ref().or(self.public.as_ref())) {
            errors.push(public, PUBLIC_AND_REQUIRED);
        }
        let mut all = self.clone();
        all.public = all.public.or(own.public);
        all.requirements.extend(own.requirements);
        all.rate_limit = own.rate_limit.or(all.rate_limit);
        all.before.extend(own.before);
        all.after.extend(own.after);
        all
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        let Access { public, requirements, rate_limit, before, after } = self;
        let says_nothing = public.is_none() && rate_limit.is_none();
        says_nothing && requirements.is_empty() && before.is_empty() && after.is_empty()
    }
}

const PUBLIC_AND_REQUIRED: &str =
    "`#[public]` lets everybody in, and another attribute here requires something of the caller: remove one of them";

/// `[GET, POST]`.
struct Methods(Vec<Ident>);

impl syn::parse::Parse for Methods {
    fn parse(input: syn::parse::ParseStream<'_>) -> syn::Result<Self> {
        let list;
        syn::bracketed!(list in input);
        let methods = list.parse_terminated(Ident::parse, Token![,])?;
        Ok(Methods(methods.into_iter().collect()))
    }
}

fn sibling(name: &str, attr: Attribute, written: &mut Access, errors: &mut Errors) {
    match name {
        "public" if written.public.is_some() => errors.push(&attr, "`#[public]` stands here twice"),
        "public" => {
            if !matches!(attr.meta, syn::Meta::Path(_)) {
                errors.push(&attr, "`#[public]` has no keys");
            }
            written.public = Some(attr);
        }
        "require_role" => {
            let names = names(&attr, "role", "of which the caller needs one: `#[require_role(\"admin\")]`", errors);
            written.requirements.push(Requirement::Role(names));
        }
        "require_scope" => {
            let names = names(&attr, "scope", "which the caller needs: `#[require_scope(\"items:write\")]`", errors);
            written.requirements.push(Requirement::Scope(names));
        }
        "require" => written.requirements.extend(named(&attr, errors).into_iter().map(Requirement::Named)),
        "rate_limit" => {
            let field = match &attr.meta {
                syn::Meta::List(list) => Field::parse_separated_nonempty.parse2(list.tokens.clone()).ok(),
                _ => None,
            };
            match field {
                Some(_) if written.rate_limit.is_some() => errors.push(&attr, "`#[rate_limit]` stands here twice"),
                Some(field) => written.rate_limit = Some(field),
                None => errors.push(
                    &attr,
                    "name a field of the API that is a `RateLimit`: `#[rate_limit(searches)]` for `searches: RateLimit`",
                ),
            }
        }
        name => {
            let hooks = functions(&attr);
            if hooks.as_ref().is_none_or(Vec::is_empty) {
                errors.push(&attr, format!("name a function: `#[{name}(check)]`"));
            }
            let hooks = hooks.unwrap_or_default();
            if name == "before" { written.before.extend(hooks) } else { written.after.extend(hooks) }
        }
    }
}

/// Functions by their names, or closures.
fn functions(attr: &Attribute) -> Option<Vec<Expr>> {
    let syn::Meta::List(list) = &attr.meta else { return None };
    let hooks = Punctuated::<Expr, Token![,]>::parse_terminated.parse2(list.tokens.clone()).ok()?;
    Some(hooks.into_iter().collect())
}

/// `"a", "b", of = Type`.
fn names(attr: &Attribute, what: &str, which: &str, errors: &mut Errors) -> Names {
    let (mut names, mut of, mut wrong) = (Vec::<LitStr>::new(), None, false);
    for item in list(attr) {
        if let Some(name) = item.parse::<LitStr>() {
            if names.iter().any(|known| known.value() == name.value()) {
                errors.push(&name, format!("the {what} `{}` is named twice", name.value()));
            }
            names.push(name);
            continue;
        }
        wrong = true;
        match item.key_value() {
            Some((key, value)) if key == "of" => match value.parse::<Path>() {
                Some(ty) if of.is_none() => (of, wrong) = (Some(ty), false),
                Some(_) => errors.push(key, "`of` is given twice"),
                None => errors.push(&value, "`of` takes the type of a principal: `of = User`"),
            },
            Some((key, _)) => errors.push(key, format!("`#[require_{what}]` has no key `{key}`; it has `of`")),
            None => errors.push(&item, format!("a {what} is named by its text, `\"..\"`, as its type declares it")),
        }
    }
    if names.is_empty() && !wrong {
        errors.push(attr, format!("name the {what}s {which}"));
    }
    Names { names, of }
}

/// `policy, Principal`.
fn named(attr: &Attribute, errors: &mut Errors) -> Vec<Path> {
    let items = list(attr);
    if items.is_empty() {
        errors.push(attr, "name a policy, or the type of a principal: `#[require(owns)]`");
    }
    let mut paths = Vec::new();
    for item in items {
        match item.parse::<Path>() {
            Some(path) => paths.push(path),
            None => errors.push(
                &item,
                "a policy is named here and not called: `#[require(owns)]`; it finds its arguments by their names and types",
            ),
        }
    }
    paths
}

/// What stands in the parentheses of a sibling.
fn list(attr: &Attribute) -> Vec<Item> {
    match &attr.meta {
        syn::Meta::List(list) => keys::items(list.tokens.clone()),
        _ => Vec::new(),
    }
}
