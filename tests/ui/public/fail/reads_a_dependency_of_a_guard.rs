// C5: a dependency that needs what a public route skips
use responder::prelude::*;

#[api]
struct Api;

struct Claims;
struct User;

#[before_request]
fn guard(_req: &Request) -> Result<Claims, Problem> {
    Err(abort(401))
}

#[dependency]
fn user(_claims: &Claims) -> User {
    User
}

#[get("/")]
#[public]
fn index(user: &User) {
    let _ = user;
}

fn main() {}
