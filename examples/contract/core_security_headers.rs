//! Headers for browsers, and HTTPS only.

use responder::SecurityHeaders;
use responder::prelude::*;

#[api]
pub struct Api;

type App = responder::App<Api>;

pub fn usual() -> responder::Result<App> {
    Api.into_app()
}

pub fn custom() -> responder::Result<App> {
    let headers = SecurityHeaders::new()
        .content_security_policy("default-src 'self'")
        .set("Permissions-Policy", "geolocation=()")
        .set("X-Frame-Options", "SAMEORIGIN")
        .set("X-Extra", "1");
    Ok(Api.into_app()?.security_headers(headers).allowed_hosts(["127.0.0.1", "localhost"]))
}

pub fn https_only() -> responder::Result<App> {
    let headers = SecurityHeaders::new().strict_transport_security("max-age=31536000; includeSubDomains");
    Ok(Api.into_app()?.security_headers(headers).redirect_to_https().trust_proxies(["127.0.0.1"]))
}

/// Recorded over plain HTTP, where a header of that name is otherwise not sent.
pub fn by_hand() -> responder::Result<App> {
    let headers = SecurityHeaders::new().set("Strict-Transport-Security", "max-age=63072000; preload");
    Ok(Api.into_app()?.security_headers(headers))
}

#[get("/")]
fn index() -> &'static str {
    "ok"
}

#[get("/get")]
fn get() -> &'static str {
    "ok"
}

#[get("/own")]
fn own(resp: &mut Response) {
    resp.header("X-Frame-Options", "ALLOW-FROM x").text("ok");
}

#[get("/boom")]
fn boom() {
    panic!("an unhandled error");
}

#[get("/x")]
fn x() -> &'static str {
    "ok"
}
