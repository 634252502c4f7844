// C12: an attribute of access on a block that is no view, and in one
// errors: 2
use responder::prelude::*;

#[api]
struct Api;

struct Item;

#[require_role("admin")]
impl Item {
    fn on_get() {}
}

struct Other;

impl Other {
    #[public]
    fn on_get() {}
}

fn main() {}
