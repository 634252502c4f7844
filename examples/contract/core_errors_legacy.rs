//! Errors for clients that know no problem details: one handler for all of them.

use std::collections::BTreeMap;
use std::time::Duration;

use responder::prelude::*;
use responder::{App, Invalid};
use serde::Serialize;

use crate::core_problems::limits;

#[api]
pub struct Api;

pub fn app() -> responder::Result<App<Api>> {
    Ok(Api.into_app()?.limits(limits()))
}

#[exception_handler]
fn legacy(exc: Problem, req: &Request, resp: &mut Response) {
    let message = exc.message().to_owned();
    // For the fields that belong to it, such as `Allow`.
    exc.write(resp);
    match req.header("accept").is_some_and(|accept| accept.contains("json")) {
        true => resp.media(&json!({ "error": message })),
        false => resp.text(message),
    };
}

#[exception_handler]
fn invalid(exc: Invalid, resp: &mut Response) {
    resp.status(422).media(&json!({ "errors": exc.violations() }));
}

#[derive(Model, Serialize)]
struct Item {
    id: i64,
    name: String,
}

#[get("/items")]
fn items() -> Value {
    json!({ "ok": true })
}

#[post("/items")]
fn create(#[body] item: Item) -> Media<Item> {
    Media(item)
}

#[get("/items/{id}")]
fn item(id: i64) -> Value {
    json!({ "id": id })
}

#[post("/raw")]
async fn raw(req: &Request) -> Result<Value, BodyError> {
    Ok(json!({ "length": req.content().await?.len() }))
}

#[get("/abort/{code:int}")]
fn abort_with(code: u16) -> Result<(), Problem> {
    Err(abort(code))
}

#[get("/boom")]
fn boom() {
    panic!("unhandled");
}

#[get("/slow")]
async fn slow() {
    tokio::time::sleep(Duration::from_secs(5)).await;
}

/// A value of another type does not compile; this one has the right type and cannot be written.
#[get("/bad-model")]
fn bad_model() -> Media<BTreeMap<(i64, i64), &'static str>> {
    Media(BTreeMap::from([((1, 2), "a key that is no text")]))
}
