// C5: a public route skips the guard
use responder::prelude::*;

#[api]
struct Api;

#[derive(Principal)]
struct Claims;

#[before_request]
fn guard(_req: &Request) -> Result<Claims, Problem> {
    Err(abort(401))
}

#[get("/")]
#[public]
fn index(claims: &Claims) {
    let _ = claims;
}

fn main() {}
