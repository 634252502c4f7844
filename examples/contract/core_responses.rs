//! What handlers answer: bodies, charsets, negotiation. The parts have the rest.

mod fields;
mod later;
mod redirects;
mod returned;
mod templates;

use std::sync::{Arc, Mutex, PoisonError};

use responder::Templates;
use responder::prelude::*;
use serde::{Serialize, Serializer};

#[api]
pub struct Api {
    log: Log,
    templates: Templates,
}

pub fn api() -> responder::Result<Api> {
    Ok(Api { log: Log::default(), templates: Templates::folder(crate::fixtures().join("templates"))? })
}

/// What was done after responses.
#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    fn add(&self, entry: String) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(entry);
    }

    fn of(&self, key: &str) -> Vec<String> {
        let entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        entries.iter().filter(|entry| entry.split(':').next() == Some(key)).cloned().collect()
    }
}

#[route("/text")]
fn text(resp: &mut Response) {
    resp.text("plain text");
}

#[route("/html")]
fn html(resp: &mut Response) {
    resp.html("<h1>HTML response</h1>");
}

#[route("/json")]
fn media(resp: &mut Response) {
    resp.media(&json!({ "hello": "world", "n": 1, "f": 1.5, "t": true, "z": null, "l": [1, 2] }));
}

#[route("/bytes")]
fn bytes(resp: &mut Response) {
    resp.content(&b"\x89PNG\r\n\x00\xff"[..]);
}

#[route("/bytes/typed")]
fn typed_bytes(resp: &mut Response) {
    resp.header("content-type", "image/png").content(&b"\x89PNG"[..]);
}

#[route("/nothing")]
fn nothing() {}

#[route("/status/{code:int}")]
fn status(code: u16, resp: &mut Response) {
    resp.status(code).text(format!("status {code}"));
}

#[route("/headers")]
fn headers(resp: &mut Response) {
    resp.header("X-Custom", "value").header("x-custom", "replaced").header("X-Second", "2").text("ok");
}

#[route("/content-type-override")]
fn another_type(resp: &mut Response) {
    resp.text("a,b\n1,2\n").header("content-type", "text/csv");
}

#[route("/charset/latin1")]
fn html_in_latin1(resp: &mut Response) {
    resp.html("café").charset("latin-1");
}

#[route("/charset/text-latin1")]
fn text_in_latin1(resp: &mut Response) {
    resp.text("café").charset("latin-1");
}

#[route("/charset/explicit")]
fn text_of_a_type(resp: &mut Response) {
    resp.text("hello").header("content-type", "text/plain; charset=UTF-8");
}

#[route("/charset/bytes-html")]
fn bytes_of_a_type(resp: &mut Response) {
    resp.header("content-type", "text/html").content(&b"<p>caf\xe9</p>"[..]);
}

#[route("/charset/bytes-explicit")]
fn bytes_of_a_type_and_charset(resp: &mut Response) {
    resp.header("content-type", "text/html; charset=latin-1").content(&b"<p>caf\xe9</p>"[..]);
}

#[route("/unicode")]
fn unicode() -> Value {
    json!({ "drink": "café ☕", "emoji": "😀" })
}

#[route("/unicode/text")]
fn unicode_text() -> &'static str {
    "café ☕"
}

#[route("/data")]
fn data() -> Value {
    json!({ "key": "value", "list": [1, 2] })
}

#[derive(Serialize)]
struct Model {
    id: u64,
    name: &'static str,
}

#[derive(Serialize)]
struct Point {
    x: i64,
    y: i64,
}

#[derive(Serialize)]
struct Day {
    d: &'static str,
}

/// What the usual crates make of their types: dates and times of RFC 3339, UUIDs as text.
#[derive(Serialize)]
struct Types {
    datetime: &'static str,
    date: &'static str,
    time: &'static str,
    uuid: String,
    decimal: f64,
    set: std::collections::BTreeSet<u8>,
    bytes: Text,
    tuple: (u8, u8),
    model: Model,
    dataclass: Point,
    nested: [Day; 1],
}

/// Bytes where the format has them, and text where it has not.
struct Text(&'static str);

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match serializer.is_human_readable() {
            true => serializer.serialize_str(self.0),
            false => serializer.serialize_bytes(self.0.as_bytes()),
        }
    }
}

#[route("/types")]
fn types() -> Media<Types> {
    Media(Types {
        datetime: "2026-01-15T10:30:00+00:00",
        date: "2026-01-15",
        time: "10:30:00",
        uuid: uuid::uuid!("12345678-1234-5678-1234-567812345678").to_string(),
        decimal: 9.99,
        set: [1].into(),
        bytes: Text("abc"),
        tuple: (1, 2),
        model: Model { id: 1, name: "w" },
        dataclass: Point { x: 3, y: 4 },
        nested: [Day { d: "2026-01-01" }],
    })
}

/// A value that no format can write does not compile, but for one that finds out while it is written.
#[route("/unserializable")]
fn unserializable() -> Media<std::collections::BTreeMap<(u8, u8), u8>> {
    Media([((1, 2), 3)].into())
}

#[route("/nan")]
fn nan() -> Value {
    json!({ "x": f64::NAN })
}
