// C8: only a handler takes the body

use responder::prelude::*;

#[api]
struct Api;

#[policy]
fn valid(#[body] text: String) -> bool {
    text.is_empty()
}

fn main() {}
