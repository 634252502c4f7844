// C6: all kinds of requirements on one route

use responder::prelude::*;

#[api]
struct Api;

#[derive(Role)]
enum Role {
    Admin,
}

#[derive(Scope, Clone, Copy, PartialEq)]
enum Scope {
    Read,
    Write,
}

#[derive(Principal)]
struct Claims {
    #[principal(role)]
    role: Role,
    #[principal(scope)]
    scope: ScopeSet<Scope>,
}

#[derive(Principal)]
struct Machine {
    #[principal(scope)]
    scope: Vec<Scope>,
}

#[before_request]
fn guard(_req: &Request) -> Result<Claims, Problem> {
    Err(abort(401))
}

#[dependency]
fn machine(_req: &Request) -> Result<Machine, Problem> {
    Err(abort(401))
}

#[policy]
fn late(_claims: &Claims) -> Result<(), Problem> {
    Ok(())
}

#[get("/")]
#[require_scope("read", "write")]
#[require_role("admin")]
#[require(late, Claims)]
fn index() {}

#[get("/machine")]
#[require_scope("read", of = Machine)]
fn of_a_machine() {}

fn main() {}
