//! What the framework promises, through its public API; one module per noun.

mod after_hooks;
mod bodies;
mod dependencies;
mod examples;
mod exceptions;
mod guards;
mod isolation;
mod lifespan;
mod nested_apis;
mod panics;
mod public_routes;
mod responses;
mod roles;
mod routing;
mod serving;
mod sessions;
mod test_client;
