// C12: an attribute under another name finds the route below it

use responder::prelude::*;
use responder::require_role as only;

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

#[only("owner")]
#[get("/")]
fn index() {}

fn main() {}
