// C8: only one function at a time writes to the response

use responder::prelude::*;

#[api]
struct Api;

struct Item;

#[dependency]
fn item(api: &mut Api) -> Item {
    let _ = api;
    Item
}

fn main() {}
