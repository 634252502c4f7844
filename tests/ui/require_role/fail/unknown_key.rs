// C11: it has `of`
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

#[get("/a")]
#[require_role("admin", any = true)]
fn a() {}

#[get("/b")]
#[require_role("admin", of = "Claims")]
fn b() {}

fn main() {}
