// C2: a path parameter that is marked as the body
use responder::prelude::*;

#[api]
struct Api;

#[post("/items/{item}")]
fn create(#[body] item: Value) -> Value {
    item
}

fn main() {}
