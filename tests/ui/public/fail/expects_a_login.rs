// C5: a principal on demand would refuse strangers

use responder::prelude::*;

#[api]
struct Api;

#[derive(Principal)]
struct User;

#[dependency]
fn user(_req: &Request) -> Result<User, Problem> {
    Err(abort(401))
}

#[get("/")]
#[public]
fn index(user: &User) {
    let _ = user;
}

fn main() {}
