// C8: the number of items of what is no list.
use responder::prelude::*;

#[derive(Model)]
struct Item {
    #[model(max_items = 3)]
    name: String,
}

fn main() {
    let _ = |item: Item| item.name;
}
