// C6: each scope is a text of its own

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
#[require_scope("items:read items:write")]
fn index() {}

fn main() {}
