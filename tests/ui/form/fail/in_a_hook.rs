// C8: before the handler there is no body.
use responder::prelude::*;

#[api]
struct Api;

#[before_request]
fn check(#[form] name: &str) {
    let _ = name;
}

fn main() {}
