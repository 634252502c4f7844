// C10: a GET has no body
use responder::prelude::*;

#[api]
struct Api;

struct Item;

#[route("/items")]
impl Item {
    fn on_get(#[body] _item: Value) {}

    fn on_post(#[body] _item: Value) {}
}

fn main() {}
