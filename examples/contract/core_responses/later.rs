//! Streams, and what is done after a response.

use std::time::Duration;

use futures_util::stream;
use responder::prelude::*;

use super::Api;

#[route("/stream")]
fn chunks(resp: &mut Response) {
    resp.stream(stream::iter((0..5).map(|i| format!("chunk {i}\n"))));
}

#[route("/stream/typed")]
fn typed_chunks(resp: &mut Response) {
    resp.status(203).header("content-type", "text/csv").header("x-stream", "1");
    resp.stream(stream::iter(["a,b\n", "1,2\n"]));
}

#[route("/background/{key}")]
fn background(key: String, api: &Api, resp: &mut Response) -> Value {
    let log = api.log.clone();
    resp.background(async move {
        tokio::time::sleep(Duration::from_millis(600)).await;
        log.add(format!("{key}:1"));
        log.add(format!("{key}:2"));
    });
    json!({ "ok": true })
}

#[route("/background/{key}/log")]
fn log(key: &str, api: &Api) -> Value {
    json!({ "log": api.log.of(key) })
}

#[route("/queue/{key}")]
async fn queue(key: String, api: &Api) -> Value {
    let log = api.log.clone();
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(100)).await;
        log.add(format!("{key}:queued"));
    });
    json!({ "status": "accepted" })
}

#[route("/queue/{key}/await")]
async fn awaited(key: &str) -> Result<Value, Problem> {
    let _ = key;
    let out = tokio::spawn(async { 42 }).await.map_err(|error| abort(500).cause(error))?;
    Ok(json!({ "out": out }))
}
