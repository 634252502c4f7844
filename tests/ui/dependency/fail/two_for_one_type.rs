// C8: a type has one provider

use responder::prelude::*;

#[api]
struct Api;

struct Item;

#[dependency]
fn one(_req: &Request) -> Item {
    Item
}

#[dependency]
fn other(_req: &Request) -> Option<Item> {
    None
}

fn main() {}
