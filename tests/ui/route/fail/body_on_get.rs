use responder::prelude::*;

#[api]
struct Api;

#[get("/")]
fn index(#[body] text: String) -> String {
    text
}

fn main() {}
