use responder::prelude::*;

#[api]
struct Api;

struct Item;

#[post("/items")]
fn create(#[body] item: Item) {
    let _ = item;
}

fn main() {}
