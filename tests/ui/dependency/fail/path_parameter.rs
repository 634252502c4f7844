// C8: a dependency has no path of its own

use responder::prelude::*;

#[api]
struct Api;

struct Item;

#[dependency]
fn item(id: u64) -> Item {
    let _ = id;
    Item
}

fn main() {}
