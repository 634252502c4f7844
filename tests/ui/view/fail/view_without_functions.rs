// C8: a view has a function for each of its methods
use responder::prelude::*;

#[api]
struct Api;

struct Item;

#[route("/items")]
impl Item {
    fn get() {}
}

fn main() {}
