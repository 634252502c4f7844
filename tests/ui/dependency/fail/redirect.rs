// C8: an answer is no value

use responder::prelude::*;

#[api]
struct Api;

#[dependency]
fn page(_req: &Request) -> Redirect {
    Redirect::to("/login")
}

fn main() {}
