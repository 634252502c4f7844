//! What is written: the keys of the route, and its siblings.

use proc_macro2::TokenStream;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, Ident, LitStr, Path, Token};

use super::Verb;
use crate::errors::Errors;
use crate::function::Function;
use crate::{keys, recover};

pub(super) struct Written {
    pub(super) verb: Verb,
    pub(super) path: Option<LitStr>,
    pub(super) methods: Option<Vec<Ident>>,
    pub(super) blocking: Option<Ident>,
    pub(super) api: Option<Path>,
    pub(super) public: Option<Attribute>,
    /// The roles of each `#[require_role]`.
    pub(super) roles: Vec<Vec<LitStr>>,
    pub(super) before: Vec<Expr>,
    pub(super) after: Vec<Expr>,
}

const SECOND_ROUTE: &str = "a function is one route: name several methods with `#[route(\"/..\", methods = [GET, POST])]`, and give a second path a function of its own";

/// Reads the keys, and takes the access attributes off the function.
pub(super) fn read(verb: Verb, tokens: TokenStream, function: &mut Function, errors: &mut Errors) -> Written {
    let mut written = Written {
        verb,
        path: None,
        methods: None,
        blocking: None,
        api: None,
        public: None,
        roles: Vec::new(),
        before: Vec::new(),
        after: Vec::new(),
    };
    let known: &[&str] = if verb == Verb::Any { &["methods", "blocking", "api"] } else { &["blocking", "api"] };
    let mut path = None;
    keys::parse(tokens, &verb.attribute(), known, errors, &mut path, |key, input| {
        match key.to_string().as_str() {
            "methods" => written.methods = Some(methods(input)?),
            "blocking" => written.blocking = Some(key.clone()),
            _ => written.api = Some(keys::value(input)?),
        }
        Ok(())
    });
    written.path = path;
    for attr in std::mem::take(&mut function.attrs) {
        match recover::access_name(&attr) {
            Some(name) => sibling(name, attr, &mut written, errors),
            None if recover::is_route_mark(&attr) => errors.push(&function.sig.ident, SECOND_ROUTE),
            None if recover::is_route(&attr) => errors.push(attr, SECOND_ROUTE),
            None => function.attrs.push(attr),
        }
    }
    written
}

fn methods(input: ParseStream<'_>) -> syn::Result<Vec<Ident>> {
    input.parse::<Token![=]>()?;
    let list;
    syn::bracketed!(list in input);
    Ok(Punctuated::<Ident, Token![,]>::parse_terminated(&list)?.into_iter().collect())
}

fn sibling(name: &str, attr: Attribute, written: &mut Written, errors: &mut Errors) {
    match name {
        "public" if written.public.is_some() => errors.push(&attr, "`#[public]` stands here twice"),
        "public" => {
            if !matches!(attr.meta, syn::Meta::Path(_)) {
                errors.push(&attr, "`#[public]` has no keys");
            }
            written.public = Some(attr);
        }
        "require_role" => {
            if let Some(roles) = errors.note(list::<LitStr>(&attr)) {
                if roles.is_empty() {
                    errors.push(&attr, "name the roles of which the caller needs one: `#[require_role(\"admin\")]`");
                }
                written.roles.push(roles);
            }
        }
        name => {
            let hooks = errors.note(list::<Expr>(&attr));
            if hooks.as_ref().is_some_and(Vec::is_empty) {
                errors.push(&attr, format!("name a function: `#[{name}(check)]`"));
            }
            let hooks = hooks.unwrap_or_default();
            if name == "before" { written.before.extend(hooks) } else { written.after.extend(hooks) }
        }
    }
}

/// What stands in the parentheses of a sibling.
fn list<T: syn::parse::Parse>(attr: &Attribute) -> syn::Result<Vec<T>> {
    match &attr.meta {
        syn::Meta::List(list) => {
            let items = Punctuated::<T, Token![,]>::parse_terminated.parse2(list.tokens.clone())?;
            Ok(items.into_iter().collect())
        }
        _ => Ok(Vec::new()),
    }
}
