// C12: a second route would not see what the first one has taken
use responder::prelude::*;
use responder::route as page;

#[api]
struct Api;

struct Item;

#[route("/a")]
#[page("/b")]
#[public]
impl Item {
    fn on_get() {}
}

fn main() {}
