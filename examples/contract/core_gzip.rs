//! Compressed where it is of use.

use responder::prelude::*;

#[api]
pub struct Api;

pub fn on() -> responder::Result<responder::App<Api>> {
    Api.into_app()
}

pub fn off() -> responder::Result<responder::App<Api>> {
    Ok(Api.into_app()?.compression(false))
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
