// C11: it has `of`
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
#[require_scope("items:read", off = Claims)]
fn a() {}

#[get("/b")]
#[require_scope("items:read", of = Claims, of = Claims)]
fn b() {}

fn main() {}
