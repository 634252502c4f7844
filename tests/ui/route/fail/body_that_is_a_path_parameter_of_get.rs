// C10: one error for a body that cannot be

use responder::prelude::*;

#[api]
struct Api;

#[get("/items")]
fn items(#[body] _item: Value) {}

fn main() {}
