use responder::prelude::*;

#[api]
struct Api;

#[post("/")]
fn index(#[boddy] text: String) -> String {
    text
}

fn main() {}
