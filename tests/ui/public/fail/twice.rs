// C11: once is enough

use responder::prelude::*;

#[api]
struct Api;

#[get("/")]
#[public]
#[public]
fn index() {}

fn main() {}
