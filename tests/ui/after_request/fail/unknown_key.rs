// C11: an after hook is no guard
// errors: 2

use responder::prelude::*;

#[api]
struct Api;

#[after_request(guard)]
fn a(_req: &Request) {}

#[after_request(order = 1, order = 2)]
fn b(_req: &Request) {}

fn main() {}
