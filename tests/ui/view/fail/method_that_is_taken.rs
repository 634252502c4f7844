// C1: a view and a function with one method of one path
use responder::prelude::*;

#[api]
struct Api;

struct Item;

#[route("/items/{id}")]
impl Item {
    fn on_get(_id: &str) {}

    fn on_delete(_id: &str) {}
}

#[delete("/items/{name}")]
fn delete_item(_name: &str) {}

fn main() {}
