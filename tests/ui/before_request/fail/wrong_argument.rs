// C8: arguments that a guard cannot have
use responder::prelude::*;

#[api]
struct Api;

#[before_request]
fn guard(token: String) -> Result<u32, Problem> {
    let _ = token;
    Err(abort(401))
}

fn main() {}
