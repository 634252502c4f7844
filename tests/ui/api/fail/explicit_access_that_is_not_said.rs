// C9: a route says neither `#[public]` nor a requirement

use responder::prelude::*;

#[api(access = explicit)]
struct Api;

#[get("/")]
fn index() {}

fn main() {}
