// C6: `#[public]` lets everybody in

use responder::prelude::*;

#[api]
struct Api;

#[policy]
fn open() -> bool {
    true
}

#[public]
#[get("/")]
#[require(open)]
fn index() {}

fn main() {}
