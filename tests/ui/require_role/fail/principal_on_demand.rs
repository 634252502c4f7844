// C6: nobody asks a dependency that is not named

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

#[dependency]
fn claims(_req: &Request) -> Result<Claims, Problem> {
    Err(abort(401))
}

#[get("/")]
#[require_role("admin")]
fn index() {}

fn main() {}
