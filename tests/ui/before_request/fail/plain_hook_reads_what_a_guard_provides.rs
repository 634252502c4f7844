// C5: a plain hook runs before the guards
use responder::prelude::*;

#[api]
struct Api;

struct User;

#[before_request]
fn guard(_req: &Request) -> Result<User, Problem> {
    Err(abort(401))
}

#[before_request]
fn log(user: &User) {
    let _ = user;
}

fn main() {}
