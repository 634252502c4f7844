// C8: an attribute of one method is for a function
use responder::prelude::*;

#[api]
struct Api;

struct Item;

#[get("/items")]
impl Item {
    fn on_get() {}
}

fn main() {}
