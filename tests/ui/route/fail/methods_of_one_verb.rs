// C11: `#[get]` has its method

use responder::prelude::*;

#[api]
struct Api;

#[get("/", methods = [GET, POST])]
fn index() {}

fn main() {}
