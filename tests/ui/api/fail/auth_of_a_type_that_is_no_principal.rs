// C6: the type has no `#[derive(Principal)]`

use responder::prelude::*;

struct User;

#[api(auth = User)]
struct Api;

#[dependency]
fn user(_req: &Request) -> Result<User, Problem> {
    Err(abort(401))
}

fn main() {}
