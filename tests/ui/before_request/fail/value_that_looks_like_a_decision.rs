use responder::prelude::*;

#[api]
struct Api;

struct User;

#[before_request]
fn yes_or_no(req: &Request) -> bool {
    req.header("x-key") == Some("k")
}

#[before_request(order = 1)]
fn maybe(_req: &Request) -> Option<User> {
    None
}

#[before_request(order = 2)]
fn answer(_req: &Request) -> Problem {
    abort(401)
}

fn main() {}
