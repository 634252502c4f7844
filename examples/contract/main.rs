//! The apps of the recorded behaviour contract, one module each: `contract APP PORT`.
//!
//! They are written as a user would write them, and are the largest body of example code.

mod auth_apikey;
mod auth_jwt;
mod auth_jwt_exc;
mod auth_rbac;
mod auth_rbac_literal;
mod auth_sessions;
mod auth_v8;
mod auth_v8_app;
mod auth_v8_sessions;
mod boot;
mod challenge;
mod core_auto_etag;
mod core_caching;
mod core_composition;
mod core_cors;
mod core_debug;
mod core_default_route;
mod core_di;
mod core_encoding;
mod core_error_handlers;
mod core_errors;
mod core_errors_legacy;
mod core_files;
mod core_gzip;
mod core_hooks;
mod core_hosts;
mod core_lifespan;
mod core_limits;
mod core_mount_root;
mod core_plain;
mod core_problems;
mod core_ratelimit;
mod core_requests;
mod core_responses;
mod core_rest;
mod core_routing;
mod core_security_headers;
mod core_session_backends;
mod core_sessions;
mod core_spa;
mod core_sse;
mod core_static_more;
mod core_strict_slashes;
mod core_validation;
mod foreign;
mod login;

use responder::prelude::*;
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> responder::Result {
    let mut arguments = std::env::args().skip(1);
    let (Some(app), Some(port)) = (arguments.next(), arguments.next()) else {
        return Err(responder::Error::configuration("usage: contract APP PORT"));
    };
    let listener = TcpListener::bind(format!("127.0.0.1:{port}"))
        .await
        .map_err(|error| responder::Error::configuration(error.to_string()))?;
    match app.as_str() {
        "auth_apikey" => auth_apikey::api().into_app()?.serve(listener).await,
        "auth_jwt" => auth_jwt::api()?.into_app()?.serve(listener).await,
        "auth_jwt_exc" => auth_jwt_exc::api()?.into_app()?.serve(listener).await,
        "auth_jwt_literal" => auth_jwt::literal()?.into_app()?.serve(listener).await,
        "auth_rbac" => auth_rbac::api()?.into_app()?.serve(listener).await,
        "auth_rbac_literal" => auth_rbac_literal::api()?.into_app()?.serve(listener).await,
        "auth_sessions" => auth_sessions::api()?.into_app()?.serve(listener).await,
        "auth_v8" => auth_v8::api().into_app()?.serve(listener).await,
        "auth_v8_app" => auth_v8_app::app()?.serve(listener).await,
        "auth_v8_legacy" => auth_v8::legacy().into_app()?.serve(listener).await,
        "auth_v8_sessions" => auth_v8_sessions::api().into_app()?.serve(listener).await,
        "core_auto_etag" => core_auto_etag::app()?.serve(listener).await,
        "core_caching" => core_caching::app()?.serve(listener).await,
        "core_composition" => core_composition::app()?.serve(listener).await,
        "core_cors" => core_cors::listed()?.serve(listener).await,
        "core_cors_default" => core_cors::usual()?.serve(listener).await,
        "core_cors_regex" => core_cors::below_a_name()?.serve(listener).await,
        "core_cors_wildcard" => core_cors::wildcard()?.serve(listener).await,
        "core_cors_wildcard_credentials" => core_cors::wildcard_credentials()?.serve(listener).await,
        "core_default_route" => core_default_route::Api.into_app()?.serve(listener).await,
        "core_debug" => core_debug::app()?.serve(listener).await,
        "core_di" => core_di::api().into_app()?.serve(listener).await,
        "core_encoding" => core_encoding::Api.into_app()?.serve(listener).await,
        "core_error_handlers" => core_error_handlers::Api.into_app()?.serve(listener).await,
        "core_errors" => core_errors::app()?.serve(listener).await,
        "core_errors_legacy" => core_errors_legacy::app()?.serve(listener).await,
        "core_files" => core_files::app()?.serve(listener).await,
        "core_gzip" => core_gzip::on()?.serve(listener).await,
        "core_gzip_off" => core_gzip::off()?.serve(listener).await,
        "core_hooks" => core_hooks::api()?.into_app()?.serve(listener).await,
        "core_hosts" => core_hosts::app()?.serve(listener).await,
        "core_hsts" => core_security_headers::https_only()?.serve(listener).await,
        "core_hsts_custom" => core_security_headers::by_hand()?.serve(listener).await,
        "core_lifespan" => core_lifespan::Api::default().into_app()?.serve(listener).await,
        "core_limits" => core_limits::app()?.serve(listener).await,
        "core_mount_root" => core_mount_root::app()?.serve(listener).await,
        "core_plain" => core_plain::api()?.into_app()?.serve(listener).await,
        "core_routing" => core_routing::api().into_app()?.serve(listener).await,
        "core_problems" => core_problems::app()?.serve(listener).await,
        "core_ratelimit" => core_ratelimit::app()?.serve(listener).await,
        "core_ratelimit_peer" => core_ratelimit::peer::app()?.serve(listener).await,
        "core_responses" => core_responses::api()?.into_app()?.serve(listener).await,
        "core_rest" => core_rest::Api::default().into_app()?.serve(listener).await,
        "core_requests" => core_requests::Api.into_app()?.serve(listener).await,
        "core_security_headers" => core_security_headers::custom()?.serve(listener).await,
        "core_security_headers_default" => core_security_headers::usual()?.serve(listener).await,
        "core_sessions" => core_sessions::api()?.into_app()?.serve(listener).await,
        "core_sessions_cookie_expiry" => core_session_backends::signed()?.into_app()?.serve(listener).await,
        "core_sessions_custom" => core_session_backends::custom().into_app()?.serve(listener).await,
        "core_sessions_expiry" => core_session_backends::stored().into_app()?.serve(listener).await,
        "core_strict_slashes" => core_strict_slashes::Api.into_app()?.serve(listener).await,
        "core_validation" => core_validation::Api.into_app()?.serve(listener).await,
        "core_spa" => core_spa::app()?.serve(listener).await,
        "core_spa_noindex" => core_spa::without_index()?.serve(listener).await,
        "core_static_more" => core_static_more::app()?.serve(listener).await,
        "core_sse" => core_sse::Api.into_app()?.serve(listener).await,
        app => boot::start(app, listener).await,
    }
}

/// The files that the recorded answers were made with.
fn fixtures() -> std::path::PathBuf {
    std::env::var_os("CONTRACT_FIXTURES").unwrap_or_default().into()
}
