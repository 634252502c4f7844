// C11: the methods of a view are its functions
use responder::prelude::*;

#[api]
struct Api;

struct Item;

#[route("/items", methods = [GET])]
impl Item {
    fn on_get() {}
}

fn main() {}
