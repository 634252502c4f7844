// C5: on a public route it may be missing

use responder::prelude::*;

#[api]
struct Api;

#[derive(Principal)]
struct User;

#[before_request]
fn guard(_req: &Request) -> Result<Option<User>, Problem> {
    Ok(None)
}

#[get("/")]
#[public]
fn index(user: &User) {
    let _ = user;
}

fn main() {}
