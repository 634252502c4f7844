//! Pages of other origins, in four ways.

use std::time::Duration;

use responder::Cors;
use responder::prelude::*;

#[api]
pub struct Api;

type App = responder::App<Api>;

pub fn listed() -> responder::Result<App> {
    with(
        Cors::new()
            .origins(["https://app.example.com", "https://b.example.com"])
            .methods(["GET", "POST"])
            .headers(["X-Token"])
            .expose(["X-Total"])
            .credentials()
            .max_age(Duration::from_secs(300)),
    )
}

pub fn wildcard() -> responder::Result<App> {
    with(Cors::new().any_origin().any_method().any_header())
}

pub fn usual() -> responder::Result<App> {
    with(Cors::new())
}

/// A pattern of names, and not a regular expression.
pub fn below_a_name() -> responder::Result<App> {
    with(Cors::new().origins(["https://*.example.com"]))
}

/// Any origin with credentials: it does not start.
pub fn wildcard_credentials() -> responder::Result<App> {
    with(Cors::new().any_origin().any_method().any_header().credentials())
}

fn with(cors: Cors) -> responder::Result<App> {
    Ok(Api.into_app()?.cors(cors))
}

#[route("/data")]
fn data(resp: &mut Response) {
    resp.header("X-Total", "3").media(&json!({ "ok": true }));
}

#[get("/boom")]
fn boom() {
    panic!("an unhandled error");
}
