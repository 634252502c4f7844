use responder::prelude::*;

#[api]
struct Api;

#[post("/items/{item}")]
fn create(#[body] item: Value) -> Value {
    item
}

fn main() {}
