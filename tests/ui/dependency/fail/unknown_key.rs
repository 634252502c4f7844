// C11: it has `api`
// errors: 2

use responder::prelude::*;

#[api]
struct Api;

struct Item;

#[dependency(cache = true)]
fn item(_req: &Request) -> Item {
    Item
}

#[dependency("item")]
fn text(_req: &Request) -> Item {
    Item
}

fn main() {}
