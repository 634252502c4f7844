// C8: a dependency is a function that can be called
// errors: 3

use responder::prelude::*;

#[api]
struct Api;

struct Item;

impl Item {
    #[dependency]
    fn method(&self) -> Item {
        Item
    }
}

#[dependency]
fn generic<T>(_req: &Request) -> Vec<T> {
    vec![]
}

#[dependency]
unsafe fn dangerous(_req: &Request) -> Item {
    Item
}

fn main() {}
