// C8: no function is named
// errors: 2
use responder::prelude::*;

#[api]
struct Api;

#[get("/a")]
#[before]
fn a() {}

#[get("/b")]
#[after()]
fn b() {}

fn main() {}
