// C8: a function of another signature
use responder::prelude::*;

#[api]
struct Api;

fn check(number: u32) {
    let _ = number;
}

#[get("/")]
#[before(check)]
fn index() {}

fn main() {}
