// C8: two guards of one order
use responder::prelude::*;

#[api]
struct Api;

struct A;
struct B;

#[before_request]
fn first(_req: &Request) -> Result<A, Problem> {
    Err(abort(401))
}

#[before_request]
fn second(_req: &Request) -> Result<B, Problem> {
    Err(abort(401))
}

fn main() {}
