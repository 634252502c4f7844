// C5: the request may have been refused
use responder::prelude::*;

#[api]
struct Api;

struct User;

#[before_request]
fn guard(_req: &Request) -> Result<User, Problem> {
    Err(abort(401))
}

#[after_request]
fn log(user: &User) {
    let _ = user;
}

fn main() {}
