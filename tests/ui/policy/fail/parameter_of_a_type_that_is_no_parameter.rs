// C8: no path gives this type

use responder::prelude::*;

#[api]
struct Api;

struct Item;

#[policy]
fn owns(item: Item) -> bool {
    let _ = item;
    true
}

fn main() {}
