//! Answers that are tagged by their content.

use responder::prelude::*;

#[api]
pub struct Api;

pub fn app() -> responder::Result<responder::App<Api>> {
    Ok(Api.into_app()?.auto_etag())
}

#[route("/data")]
fn data() -> Value {
    json!({ "a": 1 })
}

#[route("/text")]
fn text() -> &'static str {
    "stable"
}

#[route("/explicit")]
fn explicit(resp: &mut Response) {
    resp.etag("mine").text("x");
}

#[route("/created")]
fn created(resp: &mut Response) {
    resp.status(201).text("x");
}

#[route("/big")]
fn big() -> String {
    "x".repeat(100_000)
}

#[route("/stream")]
fn stream(resp: &mut Response) {
    resp.stream(futures_util::stream::iter(["x"]));
}
