// C10: the body goes into one argument

use responder::prelude::*;

#[api]
struct Api;

#[post("/")]
fn index(#[body] text: String, #[body] value: Value) -> String {
    format!("{text}{value}")
}

fn main() {}
