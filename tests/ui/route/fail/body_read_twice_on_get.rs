// C10: two mistakes, one error for each
// errors: 2

use responder::prelude::*;

#[api]
struct Api;

#[get("/")]
fn index(#[body] text: String, #[body] value: Value) -> String {
    format!("{text}{value}")
}

fn main() {}
