// C8: a view has no value
use responder::prelude::*;

#[api]
struct Api;

struct Item;

#[route("/items")]
impl Item {
    fn on_get(&self) {}
}

fn main() {}
