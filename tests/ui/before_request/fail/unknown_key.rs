// C11: keys that are unknown or out of range
use responder::prelude::*;

#[api]
struct Api;

#[before_request(ordr = 1)]
fn guard(_req: &Request) {}

fn main() {}
