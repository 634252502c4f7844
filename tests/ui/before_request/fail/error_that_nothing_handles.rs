// C7: the error of a guard
use responder::prelude::*;

#[api]
struct Api;

struct User;
struct AuthError;

#[before_request]
fn guard(_req: &Request) -> Result<User, AuthError> {
    Err(AuthError)
}

fn main() {}
