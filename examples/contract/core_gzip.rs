//! Compressed where it is of use.

use futures_util::stream;
use responder::prelude::*;
use responder::{Directory, Events, File};

#[api]
pub struct Api {
    files: Directory,
}

pub fn on() -> responder::Result<responder::App<Api>> {
    Api { files: Directory::new(super::fixtures().join("static"))? }.into_app()
}

pub fn off() -> responder::Result<responder::App<Api>> {
    Ok(on()?.compression(false))
}

#[route("/size/{n:int}")]
fn size(n: usize) -> String {
    "x".repeat(n)
}

#[route("/etag")]
fn etag(resp: &mut Response) {
    resp.etag("v1").text("x".repeat(1000));
}

#[route("/png")]
fn png(resp: &mut Response) {
    resp.header("Content-Type", "image/png").content(vec![b'x'; 1000]);
}

#[route("/encoded")]
fn encoded(resp: &mut Response) {
    resp.header("Content-Encoding", "br").text("x".repeat(1000));
}

#[route("/stream")]
fn streamed(resp: &mut Response) {
    resp.header("Content-Type", "text/plain").stream(stream::iter(vec!["y".repeat(100); 10]));
}

#[route("/sse")]
fn events() -> Events {
    Events::new(stream::iter(["z".repeat(1000)]))
}

#[route("/file")]
async fn file(api: &Api) -> Result<File, Problem> {
    api.files.open("big.txt").await
}
