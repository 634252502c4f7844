// C12: an exception handler is no route

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

struct Oops;

#[require_role("admin")]
#[exception_handler]
fn oops(_exc: Oops) -> &'static str {
    ""
}

fn main() {}
