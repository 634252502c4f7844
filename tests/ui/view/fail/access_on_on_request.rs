// C12: what holds for all methods stands on the block
use responder::prelude::*;

#[api]
struct Api;

struct Item;

#[route("/items")]
impl Item {
    #[public]
    fn on_request() {}

    fn on_get() {}
}

fn main() {}
