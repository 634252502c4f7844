// C11: it has no keys

use responder::prelude::*;

#[api]
struct Api;

#[policy]
fn owns() -> bool {
    true
}

#[get("/")]
#[require(policy = owns)]
fn index() {}

fn main() {}
