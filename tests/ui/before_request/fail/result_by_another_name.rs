// C8: an alias that hides what is provided
use responder::prelude::*;

#[api]
struct Api;

struct User;
type Checked = Result<User, Problem>;

#[before_request]
fn guard(_req: &Request) -> Checked {
    Err(abort(401))
}

fn main() {}
