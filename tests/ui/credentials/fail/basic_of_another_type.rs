// C8: Basic gives a name and a password
use responder::prelude::*;

#[api]
struct Api;

struct BasicAuth(String);

#[derive(Principal)]
struct User(String);

#[dependency]
fn user(#[basic] who: BasicAuth) -> Option<User> {
    Some(User(who.0))
}

fn main() {}
