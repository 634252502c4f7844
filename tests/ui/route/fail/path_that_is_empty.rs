// C4: a path starts with a slash

use responder::prelude::*;

#[api]
struct Api;

#[get("")]
fn index() {}

fn main() {}
