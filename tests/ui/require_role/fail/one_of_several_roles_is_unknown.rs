// C6: only the unknown one is an error

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

#[get("/")]
#[require_role("admin", "editor")]
fn index() {}

fn main() {}
