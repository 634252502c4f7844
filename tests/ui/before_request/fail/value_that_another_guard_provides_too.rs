// C8: two guards provide one type
use responder::prelude::*;

#[api]
struct Api;

struct User;

#[before_request]
fn first(_req: &Request) -> Result<User, Problem> {
    Err(abort(401))
}

#[before_request(order = 1)]
fn second(_req: &Request) -> Result<User, Problem> {
    Err(abort(401))
}

fn main() {}
