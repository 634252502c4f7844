// C5: a value that takes a login, where everybody comes in
use responder::prelude::*;

#[api]
struct Api;

#[derive(Principal)]
struct User(String);

#[dependency]
fn user(#[bearer] token: &str) -> User {
    User(token.into())
}

#[get("/")]
#[public]
fn index(user: &User) -> String {
    user.0.clone()
}

fn main() {}
