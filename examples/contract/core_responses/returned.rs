//! What handlers return.

use responder::prelude::*;

use super::{Api, Model, Point};

#[route("/ret/str")]
fn text() -> &'static str {
    "hello, world!"
}

#[route("/ret/dict")]
fn object() -> Value {
    json!({ "a": 1 })
}

#[route("/ret/list")]
fn list() -> Vec<Value> {
    vec![json!({ "name": "alice" })]
}

#[route("/ret/empty-dict")]
fn empty_object() -> Value {
    json!({})
}

#[route("/ret/empty-list")]
fn empty_list() -> Vec<Value> {
    Vec::new()
}

#[route("/ret/empty-str")]
fn empty_text() -> &'static str {
    ""
}

#[route("/ret/bytes")]
fn bytes() -> Vec<u8> {
    b"raw".into()
}

#[route("/ret/none")]
fn nothing(resp: &mut Response) {
    resp.media(&json!({ "kept": true }));
}

#[route("/ret/tuple2")]
fn with_status() -> (Value, u16) {
    (json!({ "error": "not found" }), 404)
}

#[route("/ret/tuple3")]
fn with_headers() -> (Value, u16, [(&'static str, &'static str); 2]) {
    (json!({ "created": true }), 201, [("location", "/items/1"), ("x-source", "cache")])
}

#[route("/ret/tuple-str")]
fn text_with_status() -> (&'static str, u16) {
    ("teapot", 418)
}

/// Without a status it is the body alone.
#[route("/ret/tuple1")]
fn alone() -> Value {
    json!({ "only": "body" })
}

#[route("/ret/model")]
fn model() -> Model {
    Model { id: 1, name: "widget" }
}

#[route("/ret/dataclass")]
fn structure() -> Point {
    Point { x: 1, y: 2 }
}

#[route("/ret/int")]
fn number() -> i64 {
    42
}

#[route("/ret/async")]
async fn later() -> (Value, u16) {
    (json!({ "async": true }), 202)
}

#[route("/ret/overrides-media")]
fn overrides(resp: &mut Response) -> Value {
    resp.media(&json!({ "from": "media" })).header("x-kept", "1");
    json!({ "from": "return" })
}

struct View;

#[route("/ret/class")]
impl View {
    fn on_get() -> (Value, u16) {
        (json!({ "cbv": true }), 203)
    }
}
