// C6: the attribute names scopes
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

#[get("/a")]
#[require_scope]
fn a() {}

#[get("/b")]
#[require_scope()]
fn b() {}

fn main() {}
