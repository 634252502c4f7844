// C6: a role is named as its type declares it
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

#[get("/variant")]
#[require_role("Admin")]
fn variant() {}

#[get("/empty")]
#[require_role("")]
fn empty() {}

fn main() {}
