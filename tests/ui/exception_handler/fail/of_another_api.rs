// C7: each API handles its own errors

use responder::prelude::*;

#[api]
struct Api;

#[api]
struct Other;

struct Oops;

#[exception_handler(api = Other)]
fn oops(_exc: Oops, resp: &mut Response) {
    resp.status(500);
}

#[get("/")]
fn index() -> Result<(), Oops> {
    Err(Oops)
}

fn main() {}
