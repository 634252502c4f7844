// C8: a value that would let everybody in
// errors: 2
use responder::prelude::*;

#[api]
struct Api;

#[before_request]
fn yes_or_no(req: &Request) -> bool {
    req.header("x-key") == Some("k")
}

#[before_request(order = 1)]
fn answer(_req: &Request) -> Problem {
    abort(401)
}

fn main() {}
