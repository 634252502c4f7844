// C5: the guard returns the value or an error

use responder::prelude::*;

#[api]
struct Api;

#[derive(Principal)]
struct User;

#[before_request]
fn guard(_req: &Request) -> Result<User, Problem> {
    Err(abort(401))
}

#[get("/")]
#[public]
fn index(user: Option<&User>) {
    let _ = user;
}

fn main() {}
