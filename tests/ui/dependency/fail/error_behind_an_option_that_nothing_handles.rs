// C7: the error of `Result<Option<T>, E>` has no handler

use responder::prelude::*;

#[api]
struct Api;

struct User;
struct NotFound;

#[dependency]
async fn user(_req: &Request) -> Result<Option<User>, NotFound> {
    Err(NotFound)
}

fn main() {}
