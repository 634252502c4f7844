// C8: the value is seen inside `Option`

use responder::prelude::*;

#[api]
struct Api;

struct Item;
type Maybe = Option<Item>;

#[dependency]
fn item(_req: &Request) -> Maybe {
    None
}

fn main() {}
