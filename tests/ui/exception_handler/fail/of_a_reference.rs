// C7: a handler takes its error by value

use responder::prelude::*;

#[api]
struct Api;

struct Oops;

#[exception_handler]
fn oops(_exc: &Oops, resp: &mut Response) {
    resp.status(500);
}

fn main() {}
