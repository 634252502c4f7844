// C8: the functions of a view are called by their methods
// errors: 2
use responder::prelude::*;

#[api]
struct Api;

struct Item;

#[route("/items")]
impl Item {
    fn on_get() {}

    fn on_psot() {}

    fn on_trace() {}
}

fn main() {}
