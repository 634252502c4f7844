// C6: a public route knows no principal
use responder::prelude::*;

#[api]
struct Api;

#[derive(Role)]
enum Role {
    Admin,
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

#[get("/")]
#[public]
#[require_role("admin")]
fn index() {}

fn main() {}
