// C11: it has no keys
// errors: 2

use responder::prelude::*;

#[api]
struct Api;

#[get("/a")]
#[public()]
fn a() {}

#[get("/b")]
#[public(true)]
fn b() {}

fn main() {}
