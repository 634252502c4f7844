// C2: raw names, underscores, `mut`, patterns and lifetimes

use responder::prelude::*;

#[api]
struct Api;

#[get("/a/{type}")]
fn raw(r#type: String) -> String {
    r#type
}

#[get("/b/{id}")]
fn unused(_id: u64) {}

#[get("/c/{id}")]
fn mutable(mut id: u64) -> String {
    id += 1;
    id.to_string()
}

#[get("/d/{id}/{_under}")]
async fn borrowed<'a>(id: &'a str, _under: &'a str) -> String {
    id.to_owned()
}

#[get("/e/{a}/{b}/{c}")]
fn another_order(c: char, a: bool, b: String) -> String {
    format!("{a}{b}{c}")
}

#[get("/f/{id}")]
fn documented(
    #[allow(unused_variables)]
    id: u64,
) {
}

#[post("/g/{id}")]
fn with_a_body(#[body] text: String, id: std::num::NonZeroU8) -> String {
    format!("{text}{id}")
}

#[responder::route("/h/{name}")]
fn everything(name: std::net::IpAddr, _req: &Request, resp: &mut Response) {
    resp.text(name.to_string());
}

fn main() {}
