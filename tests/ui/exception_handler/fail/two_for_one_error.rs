// C7: two handlers for one error
use responder::prelude::*;

#[api]
struct Api;

struct AuthError;

#[exception_handler]
fn one(_exc: AuthError, resp: &mut Response) {
    resp.status(401);
}

#[exception_handler]
fn other(_exc: AuthError, resp: &mut Response) {
    resp.status(403);
}

fn main() {}
