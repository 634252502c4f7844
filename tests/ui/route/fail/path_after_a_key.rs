// C11: the path stands first

use responder::prelude::*;

#[api]
struct Api;

#[get(blocking, "/a")]
fn index() {}

fn main() {}
