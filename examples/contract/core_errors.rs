//! All problems of an API in a form of its own.

use std::collections::BTreeMap;
use std::time::Duration;

use responder::App;
use responder::prelude::*;
use serde::Serialize;

use crate::core_problems::limits;

#[api]
pub struct Api;

pub fn app() -> responder::Result<App<Api>> {
    Ok(Api.into_app()?.limits(limits()))
}

#[exception_handler]
fn enriched(exc: Problem, req: &Request, resp: &mut Response) {
    let kind = format!("https://errors.example/{}", exc.status());
    exc.type_uri(kind).instance(req.path()).write(resp);
}

#[exception_handler(410)]
fn plain(exc: Problem, resp: &mut Response) {
    exc.write(resp);
}

#[exception_handler(418)]
fn fails(_exc: Problem) {
    panic!("a handler that fails");
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
    Err(abort(code).detail("aborted"))
}

#[get("/manual")]
fn manual() -> Result<(), Problem> {
    Err(abort(409).detail("exists").member("hint", "rename"))
}

#[get("/boom")]
fn boom() {
    panic!("unhandled");
}

#[get("/slow")]
async fn slow() {
    tokio::time::sleep(Duration::from_secs(5)).await;
}

#[get("/bad-model")]
fn bad_model() -> Media<BTreeMap<(i64, i64), &'static str>> {
    Media(BTreeMap::from([((1, 2), "a key that is no text")]))
}
