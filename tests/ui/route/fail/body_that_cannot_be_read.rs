// C8: a type that is read from no body
use responder::prelude::*;

#[api]
struct Api;

struct Item;

#[post("/items")]
fn create(#[body] item: Item) {
    let _ = item;
}

fn main() {}
