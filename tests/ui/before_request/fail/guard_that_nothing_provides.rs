// C5: a guard reads what nothing provides

use responder::prelude::*;

#[api]
struct Api;

struct Token;
struct User;

#[before_request]
fn guard(_token: &Token) -> Result<User, Problem> {
    Err(abort(401))
}

fn main() {}
