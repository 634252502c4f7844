//! What the framework promises, through its public API; one module per noun.

mod access_defaults;
mod access_matrix;
mod after_hooks;
mod bodies;
mod cross_site;
mod dependencies;
mod examples;
mod exceptions;
mod guards;
mod includes;
mod isolation;
mod lifespan;
mod nested_apis;
mod optional_auth;
mod panics;
mod policies;
mod prefixes;
mod public_routes;
mod responses;
mod roles;
mod routing;
mod scopes;
mod serving;
mod sessions;
mod stored_sessions;
mod test_client;
