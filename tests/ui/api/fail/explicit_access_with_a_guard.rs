// C9: neither a guard nor `auth` says it of a route

use responder::prelude::*;

#[api(access = explicit, auth = User)]
struct Api;

#[derive(Principal)]
struct User;

#[before_request]
fn guard(_req: &Request) -> Result<User, Problem> {
    Err(abort(401))
}

#[get("/me")]
fn me(_user: &User) {}

fn main() {}
