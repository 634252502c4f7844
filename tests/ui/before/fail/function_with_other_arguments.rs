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
