//! Small bodies and little time.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use responder::Limits;
use responder::prelude::*;
use serde::{Deserialize, Serialize};

#[api]
pub struct Api {
    events: Events,
}

pub fn app() -> responder::Result<responder::App<Api>> {
    let limits = Limits::new().body_size(100).handler_time(Duration::from_millis(400));
    Ok(Api { events: Events::default() }.into_app()?.limits(limits))
}

#[derive(Clone, Default)]
struct Events(Arc<Mutex<Vec<&'static str>>>);

impl Events {
    fn add(&self, event: &'static str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(event);
    }
}

#[post("/content")]
async fn content(req: &Request) -> Result<Value, BodyError> {
    Ok(json!({ "length": req.content().await?.len() }))
}

#[post("/media")]
fn media(#[body] data: Value) -> Value {
    data
}

#[derive(Serialize, Deserialize)]
struct Item {
    id: i64,
    name: String,
}

#[post("/model")]
fn model(#[body] item: Item) -> Media<Item> {
    Media(item)
}

#[derive(Deserialize)]
struct Upload {
    f: String,
}

#[post("/upload")]
fn upload(#[body] form: Upload) -> Value {
    json!({ "size": form.f.len() })
}

#[post("/stream")]
async fn stream(req: &Request) -> Result<Value, BodyError> {
    Ok(json!({ "length": req.content().await?.len() }))
}

#[post("/ignores-body")]
fn ignores_body() -> Value {
    json!({ "ok": true })
}

#[get("/slow")]
async fn slow() {
    tokio::time::sleep(Duration::from_secs(5)).await;
}

#[route("/slow-sync", methods = [GET], blocking)]
fn slow_sync() {
    std::thread::sleep(Duration::from_millis(1200));
}

#[get("/fast")]
async fn fast() -> Value {
    tokio::time::sleep(Duration::from_millis(50)).await;
    json!({ "ok": true })
}

/// What is torn down when the request is over, however it ends.
struct Resource(Events);

impl Drop for Resource {
    fn drop(&mut self) {
        self.0.add("teardown");
    }
}

#[dependency]
fn resource(api: &Api) -> Resource {
    Resource(api.events.clone())
}

#[get("/slow-dep")]
async fn slow_dep(_resource: &Resource) {
    tokio::time::sleep(Duration::from_secs(5)).await;
}

#[get("/events")]
fn events(api: &Api) -> Value {
    json!(*api.events.0.lock().unwrap_or_else(PoisonError::into_inner))
}

#[delete("/events")]
fn forget_events(api: &Api, resp: &mut Response) {
    api.events.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    resp.status(204);
}
