// C10: each method that can have a body, and types that can be read from it

use responder::prelude::*;
use serde::Deserialize;

#[api]
struct Api;

#[derive(Deserialize)]
struct Item {
    name: String,
}

#[post("/a")]
fn post(#[body] item: Item) -> String {
    item.name
}

#[delete("/a")]
fn delete_route(#[body] mut item: Item) -> String {
    item.name.clear();
    item.name
}

#[route("/b")]
fn any(#[body] text: String) -> String {
    text
}

#[route("/c", methods = [GET, POST])]
async fn some(#[body] _bytes: Vec<u8>) {}

#[patch("/d/{body}")]
fn named(body: &str, #[body] Item { name }: Item, resp: &mut Response) {
    resp.text(format!("{body}{name}"));
}

#[put("/e", blocking)]
fn blocking(#[body] items: Vec<Item>) -> String {
    items.len().to_string()
}

fn main() {}
