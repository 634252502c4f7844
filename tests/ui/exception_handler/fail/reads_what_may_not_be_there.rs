// C5: it also runs where a guard has refused

use responder::prelude::*;

#[api]
struct Api;

#[derive(Principal)]
struct User;

#[before_request]
fn guard(_req: &Request) -> Result<User, Problem> {
    Err(abort(401))
}

struct Oops;

#[exception_handler]
fn oops(_exc: Oops, user: &User) -> &'static str {
    let _ = user;
    ""
}

fn main() {}
