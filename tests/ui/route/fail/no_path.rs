// C4: a route without a path
use responder::prelude::*;

#[api]
struct Api;

#[get]
fn users() {}

fn main() {}
