// C8: only a handler takes the body

use responder::prelude::*;

#[api]
struct Api;

#[before_request]
fn guard(#[body] text: String) {
    let _ = text;
}

fn main() {}
