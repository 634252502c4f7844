// C12: a hook is no route, in any order
// errors: 2

use responder::prelude::*;

#[api]
struct Api;

#[derive(Role)]
enum Role {
    Admin,
    User,
}

#[derive(Principal)]
struct Claims {
    #[principal(role)]
    role: Role,
}

#[before_request]
fn guard(_req: &Request) -> Result<Claims, Problem> {
    Err(abort(401))
}

#[before_request]
#[require_role("admin")]
fn below(_req: &Request) {}

#[require_role("admin")]
#[before_request]
fn above(_req: &Request) {}

fn main() {}
