//! Attributes beside each other on one function: whichever is expanded first, none gets lost.
//!
//! A route owns the function and reads its siblings. A sibling that is expanded before the route
//! puts itself back after everything else; one that is left alone is an error. So an access
//! attribute never expands to nothing.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use syn::{Attribute, Path};

use crate::function::Function;

/// The attributes that make a function a route.
const ROUTES: [&str; 6] = ["route", "get", "post", "put", "patch", "delete"];

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
/// Gives the item with this attribute moved behind all conditions, if there is one.
pub(crate) fn after_conditions(name: &str, keys: &TokenStream, function: &mut Function) -> Option<TokenStream> {
    let last = function.attrs.iter().rposition(is_cfg_attr)?;
    function.attrs.insert(last + 1, attribute(name, keys));
    Some(function.as_written())
}

/// For an access attribute that is expanded first: the item with this attribute put behind the
/// others, if one of them is a route or may become one.
pub(crate) fn behind_the_route(name: &str, keys: &TokenStream, function: &mut Function) -> Option<TokenStream> {
    let may_be_route =
        |attr: &Attribute| is_route(attr) || is_cfg_attr(attr) || (access_name(attr).is_none() && !is_inert(attr));
    function.attrs.iter().any(may_be_route).then(|| {
        function.attrs.push(attribute(name, keys));
        function.as_written()
    })
}
