// C5: what one API's guard provides, another does not have

use responder::prelude::*;

#[api]
struct Api;

#[api]
struct Other;

struct User;

#[before_request(api = Other)]
fn guard(_req: &Request) -> Result<User, Problem> {
    Err(abort(401))
}

#[get("/me")]
fn me(user: &User) {
    let _ = user;
}

fn main() {}
