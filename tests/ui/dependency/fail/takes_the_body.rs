// C8: only a handler takes the body

use responder::prelude::*;

#[api]
struct Api;

struct Item;

#[dependency]
fn item(#[body] text: String) -> Item {
    let _ = text;
    Item
}

fn main() {}
