// C9: each way to say it, in any order

use responder::prelude::*;

#[api(access = explicit)]
pub struct Api;

#[derive(Role)]
enum Role {
    Admin,
}

#[derive(Scope, Clone, Copy, PartialEq)]
enum Scope {
    Read,
}

#[derive(Principal)]
struct Claims {
    #[principal(role)]
    role: Role,
    #[principal(scope)]
    scope: ScopeSet<Scope>,
}

#[before_request]
fn guard(_req: &Request) -> Result<Claims, Problem> {
    Err(abort(401))
}

#[policy]
fn open() -> bool {
    true
}

#[get("/public")]
#[public]
fn public_route() {}

#[require_role("admin")]
#[get("/role")]
fn role() {}

#[get("/scope")]
#[cfg_attr(all(), require_scope("read"))]
fn scope() {}

#[get("/policy")]
#[require(open)]
fn policy_route() {}

#[get("/principal")]
#[require(Claims)]
fn principal() {}

mod part {
    #[responder::api(within = super::Api, prefix = "/part")]
    struct Api;

    #[responder::get("/")]
    #[responder::public]
    fn index() {}
}

mod other {
    // Its own affair.
    #[responder::api]
    struct Api;

    #[responder::get("/")]
    fn index() {}
}

fn main() {}
