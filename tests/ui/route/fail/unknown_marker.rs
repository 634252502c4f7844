// C11: a marker that is none
use responder::prelude::*;

#[api]
struct Api;

#[post("/")]
fn index(#[boddy] text: String) -> String {
    text
}

fn main() {}
