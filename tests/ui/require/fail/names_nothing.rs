// C6: the attribute names a policy
// errors: 2

use responder::prelude::*;

#[api]
struct Api;

#[get("/a")]
#[require]
fn a() {}

#[get("/b")]
#[require()]
fn b() {}

fn main() {}
