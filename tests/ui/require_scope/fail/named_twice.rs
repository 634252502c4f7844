// C11: each scope once

use responder::prelude::*;

#[api]
struct Api;

#[derive(Scope)]
enum Scope {
    #[scope("items:read")]
    Read,
    #[scope("items:write")]
    Write,
}

#[derive(Principal)]
struct Claims {
    #[principal(scope)]
    scope: ScopeSet<Scope>,
}

#[before_request]
fn guard(_req: &Request) -> Result<Claims, Problem> {
    Err(abort(401))
}

#[get("/")]
#[require_scope("items:read", "items:read")]
fn index() {}

fn main() {}
