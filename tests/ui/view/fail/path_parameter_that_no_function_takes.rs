// C2: a path parameter that no function of the view takes
use responder::prelude::*;

#[api]
struct Api;

struct Item;

#[route("/items/{id:int}")]
impl Item {
    fn on_get() {}

    fn on_delete() {}
}

fn main() {}
