// C5: a value is taken by one reference

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
fn index(user: &&User) {
    let _ = user;
}

fn main() {}
