// C8: a dependency that provides nothing
use responder::prelude::*;

#[api]
struct Api;

#[dependency]
fn connection(_req: &Request) {}

fn main() {}
