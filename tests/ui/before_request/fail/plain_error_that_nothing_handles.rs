// C7: the error of a hook that provides nothing has no handler

use responder::prelude::*;

#[api]
struct Api;

struct Closed;

#[before_request]
fn check(_req: &Request) -> Result<(), Closed> {
    Err(Closed)
}

fn main() {}
