// C6: a scope is named by a text literal
// errors: 2

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

#[get("/variant")]
#[require_scope(Scope::Read)]
fn variant() {}

#[get("/word")]
#[require_scope(items:read)]
fn word() {}

fn main() {}
