// C12: a condition in a view is not known when the view is read
use responder::prelude::*;

#[api]
struct Api;

struct Item;

#[route("/items")]
impl Item {
    #[cfg_attr(all(), public)]
    fn on_get() {}
}

fn main() {}
