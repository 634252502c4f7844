// C10: such requests have no body
use responder::prelude::*;

#[api]
struct Api;

#[get("/")]
fn index(#[body] text: String) -> String {
    text
}

fn main() {}
