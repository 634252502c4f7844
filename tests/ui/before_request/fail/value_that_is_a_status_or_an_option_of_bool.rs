// C8: a decision is no value
// errors: 3

use responder::prelude::*;

#[api]
struct Api;

#[before_request]
fn number(_req: &Request) -> Result<u16, Problem> {
    Ok(401)
}

#[before_request(order = 1)]
fn option(_req: &Request) -> Option<bool> {
    None
}

#[before_request(order = 2)]
fn text(_req: &Request) -> Result<String, Problem> {
    Ok(String::new())
}

fn main() {}
