// C12: a hook is no route, in any order
// errors: 2

use responder::prelude::*;

#[api]
struct Api;

#[before_request]
#[public]
fn below(_req: &Request) {}

#[public]
#[before_request]
fn above(_req: &Request) {}

fn main() {}
