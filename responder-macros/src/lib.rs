//! The attributes of `responder`. Use them through that crate, which documents them.

#![warn(missing_docs, unreachable_pub)]

mod access;
mod api;
mod arguments;
mod constraints;
mod dependency;
mod errors;
mod exception_handler;
mod function;
mod hook;
mod keys;
mod lifespan;
mod model;
mod pattern;
mod policy;
mod principal;
mod recover;
mod register;
mod role;
mod route;
mod segment;
mod url;

use proc_macro::TokenStream;

#[doc = include_str!("api/api.md")]
#[proc_macro_attribute]
pub fn api(keys: TokenStream, item: TokenStream) -> TokenStream {
    api::attribute(keys.into(), item.into()).into()
}

#[doc = include_str!("route/route.md")]
#[proc_macro_attribute]
pub fn route(keys: TokenStream, item: TokenStream) -> TokenStream {
    route::attribute(route::Verb::Any, keys.into(), item.into()).into()
}

/// A route for GET, and with it HEAD; see [`route`](macro@route).
#[proc_macro_attribute]
pub fn get(keys: TokenStream, item: TokenStream) -> TokenStream {
    route::attribute(route::Verb::One("GET"), keys.into(), item.into()).into()
}

/// A route for POST; see [`route`](macro@route).
#[proc_macro_attribute]
pub fn post(keys: TokenStream, item: TokenStream) -> TokenStream {
    route::attribute(route::Verb::One("POST"), keys.into(), item.into()).into()
}

/// A route for PUT; see [`route`](macro@route).
#[proc_macro_attribute]
pub fn put(keys: TokenStream, item: TokenStream) -> TokenStream {
    route::attribute(route::Verb::One("PUT"), keys.into(), item.into()).into()
}

/// A route for PATCH; see [`route`](macro@route).
#[proc_macro_attribute]
pub fn patch(keys: TokenStream, item: TokenStream) -> TokenStream {
    route::attribute(route::Verb::One("PATCH"), keys.into(), item.into()).into()
}

/// A route for DELETE; see [`route`](macro@route).
#[proc_macro_attribute]
pub fn delete(keys: TokenStream, item: TokenStream) -> TokenStream {
    route::attribute(route::Verb::One("DELETE"), keys.into(), item.into()).into()
}

#[doc = include_str!("route/default_route.md")]
#[proc_macro_attribute]
pub fn default_route(keys: TokenStream, item: TokenStream) -> TokenStream {
    route::attribute(route::Verb::Default, keys.into(), item.into()).into()
}

#[doc = include_str!("url/url.md")]
#[proc_macro]
pub fn url(tokens: TokenStream) -> TokenStream {
    url::expand(tokens.into()).into()
}

#[doc = include_str!("hook/before_request.md")]
#[proc_macro_attribute]
pub fn before_request(keys: TokenStream, item: TokenStream) -> TokenStream {
    hook::attribute(hook::Phase::Before, keys.into(), item.into()).into()
}

#[doc = include_str!("hook/after_request.md")]
#[proc_macro_attribute]
pub fn after_request(keys: TokenStream, item: TokenStream) -> TokenStream {
    hook::attribute(hook::Phase::After, keys.into(), item.into()).into()
}

#[doc = include_str!("dependency/dependency.md")]
#[proc_macro_attribute]
pub fn dependency(keys: TokenStream, item: TokenStream) -> TokenStream {
    dependency::attribute(keys.into(), item.into()).into()
}

#[doc = include_str!("exception_handler/exception_handler.md")]
#[proc_macro_attribute]
pub fn exception_handler(keys: TokenStream, item: TokenStream) -> TokenStream {
    exception_handler::attribute(keys.into(), item.into()).into()
}

#[doc = include_str!("lifespan/on_startup.md")]
#[proc_macro_attribute]
pub fn on_startup(keys: TokenStream, item: TokenStream) -> TokenStream {
    lifespan::attribute(lifespan::When::Startup, keys.into(), item.into()).into()
}

#[doc = include_str!("lifespan/on_shutdown.md")]
#[proc_macro_attribute]
pub fn on_shutdown(keys: TokenStream, item: TokenStream) -> TokenStream {
    lifespan::attribute(lifespan::When::Shutdown, keys.into(), item.into()).into()
}

#[doc = include_str!("access/public.md")]
#[proc_macro_attribute]
pub fn public(keys: TokenStream, item: TokenStream) -> TokenStream {
    access::attribute("public", keys.into(), item.into()).into()
}

#[doc = include_str!("access/require_role.md")]
#[proc_macro_attribute]
pub fn require_role(keys: TokenStream, item: TokenStream) -> TokenStream {
    access::attribute("require_role", keys.into(), item.into()).into()
}

#[doc = include_str!("access/require_scope.md")]
#[proc_macro_attribute]
pub fn require_scope(keys: TokenStream, item: TokenStream) -> TokenStream {
    access::attribute("require_scope", keys.into(), item.into()).into()
}

#[doc = include_str!("access/require.md")]
#[proc_macro_attribute]
pub fn require(keys: TokenStream, item: TokenStream) -> TokenStream {
    access::attribute("require", keys.into(), item.into()).into()
}

#[doc = include_str!("policy/policy.md")]
#[proc_macro_attribute]
pub fn policy(keys: TokenStream, item: TokenStream) -> TokenStream {
    policy::attribute(keys.into(), item.into()).into()
}

#[doc = include_str!("access/rate_limit.md")]
#[proc_macro_attribute]
pub fn rate_limit(keys: TokenStream, item: TokenStream) -> TokenStream {
    access::attribute("rate_limit", keys.into(), item.into()).into()
}

#[doc = include_str!("access/before.md")]
#[proc_macro_attribute]
pub fn before(keys: TokenStream, item: TokenStream) -> TokenStream {
    access::attribute("before", keys.into(), item.into()).into()
}

#[doc = include_str!("access/after.md")]
#[proc_macro_attribute]
pub fn after(keys: TokenStream, item: TokenStream) -> TokenStream {
    access::attribute("after", keys.into(), item.into()).into()
}

#[doc = include_str!("role/role.md")]
#[proc_macro_derive(Role, attributes(role))]
pub fn role(item: TokenStream) -> TokenStream {
    role::derive(role::Kind::Role, item.into()).into()
}

#[doc = include_str!("role/scope.md")]
#[proc_macro_derive(Scope, attributes(scope))]
pub fn scope(item: TokenStream) -> TokenStream {
    role::derive(role::Kind::Scope, item.into()).into()
}

#[doc = include_str!("model/model.md")]
#[proc_macro_derive(Model, attributes(model))]
pub fn derive_model(item: TokenStream) -> TokenStream {
    model::derive(item.into()).into()
}

#[doc = include_str!("principal/principal.md")]
#[proc_macro_derive(Principal, attributes(principal))]
pub fn principal(item: TokenStream) -> TokenStream {
    principal::derive(item.into()).into()
}
