// C7: the error of a route's own hook has no handler

use responder::prelude::*;

#[api]
struct Api;

struct Closed;

fn check(_req: &Request, _resp: &mut Response) -> Result<(), Closed> {
    Err(Closed)
}

#[get("/")]
#[before(check)]
fn index() {}

fn main() {}
