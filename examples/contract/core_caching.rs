//! What a client has already is not sent again.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use responder::EntityTag;
use responder::prelude::*;
use serde::Deserialize;

#[api]
pub struct Api {
    stored: Mutex<String>,
}

pub fn app() -> responder::Result<responder::App<Api>> {
    Api { stored: Mutex::new("one".into()) }.into_app()
}

/// 2026-01-15 12:00:00 UTC.
fn changed() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_768_478_400)
}

#[route("/etag")]
fn etag(resp: &mut Response) {
    resp.etag("v1").text("body v1");
}

#[route("/etag/weak")]
fn weak(resp: &mut Response) {
    resp.etag(EntityTag::weak("weak1")).text("weak");
}

#[route("/etag/quoted")]
fn quoted(resp: &mut Response) {
    resp.etag("\"q1\"").media(&json!({ "q": 1 }));
}

#[route("/etag/404")]
fn missing(resp: &mut Response) {
    resp.status(404).etag("v1").text("missing");
}

#[route("/etag/cookie")]
fn cookie(resp: &mut Response) {
    resp.etag("v1").cookie(SetCookie::new("seen", "1")).header("Cache-Control", "max-age=60").text("x");
}

#[route("/modified")]
fn modified(resp: &mut Response) {
    resp.last_modified(changed()).media(&json!({ "feed": 1 }));
}

/// Times have no zone here that could be forgotten.
#[route("/modified/naive")]
fn naive(resp: &mut Response) {
    resp.last_modified(changed()).text("naive");
}

#[route("/modified/string")]
fn string(resp: &mut Response) {
    resp.header("Last-Modified", "Thu, 15 Jan 2026 12:00:00 GMT").text("string");
}

#[route("/both")]
fn both(resp: &mut Response) {
    resp.etag("v1").last_modified(changed()).text("both");
}

#[derive(Deserialize)]
struct Value {
    value: String,
}

#[get("/store")]
fn load(api: &Api, resp: &mut Response) {
    let stored = api.stored.lock().unwrap_or_else(PoisonError::into_inner).clone();
    resp.etag(stored.as_str()).media(&json!({ "value": stored }));
}

#[put("/store")]
fn store(api: &Api, req: &Request, resp: &mut Response, #[body] new: Value) -> Result<(), Problem> {
    let mut stored = api.stored.lock().unwrap_or_else(PoisonError::into_inner);
    req.if_match(Some(stored.as_str()))?;
    stored.clone_from(&new.value);
    resp.etag(new.value.as_str()).media(&json!({ "value": new.value }));
    Ok(())
}
