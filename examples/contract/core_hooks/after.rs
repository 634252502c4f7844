//! Answers that an after hook may replace, with all that belongs to them.

use std::sync::{Arc, Mutex, PoisonError};

use futures_util::stream;
use responder::File;
use responder::prelude::*;

use super::Api;

/// What was done in the background.
#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<Vec<&'static str>>>);

#[route("/after/stream")]
fn chunks(resp: &mut Response) {
    resp.stream(stream::iter(["a", "b"]));
}

#[route("/after/file")]
async fn file(api: &Api) -> Result<File, Problem> {
    api.files.open("alpha.txt").await
}

#[route("/after/download")]
async fn download(api: &Api) -> Result<File, Problem> {
    Ok(api.files.open("alpha.txt").await?.download())
}

#[route("/after/background")]
fn background(api: &Api, resp: &mut Response) -> Value {
    let log = api.log.clone();
    resp.background(async move { log.0.lock().unwrap_or_else(PoisonError::into_inner).push("ran") });
    json!({ "ok": true })
}

#[route("/after/background/log")]
fn background_log(api: &Api) -> Value {
    json!(*api.log.0.lock().unwrap_or_else(PoisonError::into_inner))
}
