// C8: credentials are lent from the request
use responder::prelude::*;

#[api]
struct Api;

#[derive(Principal)]
struct User(String);

#[before_request]
fn user(#[bearer] token: &str, req: &mut Request) -> Option<User> {
    req.set_header("x-seen".parse().unwrap(), "1".parse().unwrap());
    Some(User(token.into()))
}

fn main() {}
