// C8: a policy says yes or no

use responder::prelude::*;

#[api]
struct Api;

#[policy]
fn open(_req: &Request) {}

fn main() {}
