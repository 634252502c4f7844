// C4: a prefix starts with a slash

use responder::prelude::*;

#[api]
struct Api;

#[after_request(prefix = "admin")]
fn no_slash(_req: &Request) {}

fn main() {}
