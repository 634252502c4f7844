// C5: every request has it, or has passed its guard
// errors: 2

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
fn index(user: Option<&User>) {
    let _ = user;
}

#[get("/request")]
fn request(req: Option<&Request>) {
    let _ = req;
}

fn main() {}
