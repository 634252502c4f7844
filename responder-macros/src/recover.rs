//! Attributes beside each other on one function or view: whichever is expanded first, none gets lost.
//!
//! A route owns the function and reads its siblings. A sibling that is expanded before the route
//! puts itself back after everything else; one that is left alone is an error. So an access
//! attribute never expands to nothing.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use syn::{Attribute, Path};

/// The attributes that make a function a route.
const ROUTES: [&str; 7] = ["route", "get", "post", "put", "patch", "delete", "default_route"];

/// The attributes that say something about a route.
pub(crate) const ACCESS: [&str; 7] =
    ["public", "require_role", "require_scope", "require", "rate_limit", "before", "after"];

/// Attributes of the compiler and of common tools, which expand to nothing.
const INERT: [&str; 22] = [
    "allow",
    "warn",
    "deny",
    "forbid",
    "expect",
    "doc",
    "cfg",
    "inline",
    "cold",
    "must_use",
    "deprecated",
    "track_caller",
    "no_mangle",
    "export_name",
    "link_section",
    "target_feature",
    "test",
    "ignore",
    "should_panic",
    "rustfmt",
    "clippy",
    "automatically_derived",
];

/// The name of one of our attributes: `get`, or `responder::get`.
fn ours<'n>(path: &Path, names: &'n [&'n str]) -> Option<&'n str> {
    let last = path.segments.last()?;
    let qualified = path.segments.len() == 1 || path.segments.first().is_some_and(|first| first.ident == "responder");
    names.iter().find(|name| qualified && last.ident == **name).copied()
}

pub(crate) fn is_route(attr: &Attribute) -> bool {
    ours(attr.path(), &ROUTES).is_some()
}

const ROUTE_MARK: &str = "a route of responder";

/// What a route leaves on its function. A second route attribute under another name could not be
/// seen by the first, and would not see the access attributes that the first has taken.
pub(crate) fn route_mark() -> Attribute {
    syn::parse_quote!(#[doc(alias = #ROUTE_MARK)])
}

pub(crate) fn is_route_mark(attr: &Attribute) -> bool {
    attr.path().is_ident("doc") && quote!(#attr).to_string().contains(ROUTE_MARK)
}

pub(crate) fn access_name(attr: &Attribute) -> Option<&'static str> {
    ours(attr.path(), &ACCESS)
}

fn is_cfg_attr(attr: &Attribute) -> bool {
    attr.path().is_ident("cfg_attr")
}

fn is_inert(attr: &Attribute) -> bool {
    attr.path().segments.first().is_some_and(|first| INERT.iter().any(|name| first.ident == name))
}

/// An attribute of ours, written out again.
fn attribute(name: &str, keys: &TokenStream) -> Attribute {
    let name: Ident = format_ident!("{name}", span = Span::call_site());
    let keys = if keys.is_empty() { TokenStream::new() } else { quote!((#keys)) };
    syn::parse_quote!(#[::responder::#name #keys])
}

/// For a route: what is conditional (`cfg_attr`) has to be decided before its siblings can be read.
/// Whether this attribute was moved behind all conditions, because there are some.
pub(crate) fn after_conditions(name: &str, keys: &TokenStream, attrs: &mut Vec<Attribute>) -> bool {
    let last = attrs.iter().rposition(is_cfg_attr);
    if let Some(last) = last {
        attrs.insert(last + 1, attribute(name, keys));
    }
    last.is_some()
}

/// Attributes beside a view's that may be anything. A second route under another name could not be seen by the first,
/// and an `impl` block cannot be [marked](route_mark).
pub(crate) fn unknown_beside_a_view(attrs: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attrs.iter().filter(|attr| !is_inert(attr))
}

/// For an access attribute that is expanded first: whether it was put behind the others, because one of them is a
/// route or may become one.
pub(crate) fn behind_the_route(name: &str, keys: &TokenStream, attrs: &mut Vec<Attribute>) -> bool {
    let may_be_route =
        |attr: &Attribute| is_route(attr) || is_cfg_attr(attr) || (access_name(attr).is_none() && !is_inert(attr));
    let is_there = attrs.iter().any(may_be_route);
    if is_there {
        attrs.push(attribute(name, keys));
    }
    is_there
}
