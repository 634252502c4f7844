// C6: a principal without roles
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
#[require_role("admin")]
fn index() {}

fn main() {}
