// C11: the path stands first and has no name

use responder::prelude::*;

#[api]
struct Api;

#[get(path = "/a")]
fn index() {}

fn main() {}
