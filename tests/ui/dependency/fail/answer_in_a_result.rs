// C8: an answer is no value

use responder::prelude::*;

#[api]
struct Api;

#[dependency]
fn page(_req: &Request) -> Result<Redirect, Problem> {
    Err(abort(404))
}

fn main() {}
