// C7: two handlers for one status

use responder::prelude::*;

#[api]
struct Api;

#[exception_handler(404)]
fn first(_exc: Problem) {}

#[exception_handler(404)]
fn second(_exc: Problem) {}

fn main() {}
