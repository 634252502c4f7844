// C6: a guard returns it, but it says of nobody who they are

use responder::prelude::*;

#[api]
struct Api;

struct Key;

#[before_request]
fn guard(_req: &Request) -> Result<Key, Problem> {
    Err(abort(401))
}

#[get("/")]
#[require(Key)]
fn index() {}

fn main() {}
