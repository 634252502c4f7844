// C7: a dependency's error has no handler

use responder::prelude::*;

#[api]
struct Api;

struct User;
struct NotFound;

#[dependency]
fn user(_req: &Request) -> Result<User, NotFound> {
    Err(NotFound)
}

fn main() {}
