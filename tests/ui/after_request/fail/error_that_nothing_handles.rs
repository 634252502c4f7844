// C7: the error of an after hook has no handler

use responder::prelude::*;

#[api]
struct Api;

struct Closed;

#[after_request]
fn check(_req: &Request) -> Result<(), Closed> {
    Err(Closed)
}

fn main() {}
