// C8: a dependency holds an `Rc` across an await

use responder::prelude::*;
use std::rc::Rc;

#[api]
struct Api;

struct Item;

#[dependency]
async fn item(_req: &Request) -> Item {
    let text = Rc::new("x");
    std::future::ready(()).await;
    drop(text);
    Item
}

fn main() {}
