// C6: `of` names a principal that no guard returns

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

#[derive(Principal)]
struct Staff;

#[get("/")]
#[require_role("admin", of = Staff)]
fn index() {}

fn main() {}
