// C5: it also runs for public routes

use responder::prelude::*;

#[api]
struct Api;

#[derive(Principal)]
struct User;

#[dependency]
fn user(_req: &Request) -> Result<User, Problem> {
    Err(abort(401))
}

#[before_request]
fn log(user: &User) {
    let _ = user;
}

fn main() {}
