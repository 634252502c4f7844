// C10: a form and a body are the same thing.
use responder::prelude::*;

#[api]
struct Api;

#[post("/upload")]
fn upload(#[form] name: &str, #[body] item: Value) {
    let _ = (name, item);
}

fn main() {}
