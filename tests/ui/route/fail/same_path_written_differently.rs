// C1: a raw string and an escape are the same path
// errors: 3

use responder::prelude::*;

#[api]
struct Api;

#[get("/users")]
fn list() {}

#[get(r"/users")]
fn other() {}

#[get("/\x75sers")]
fn third() {}

fn main() {}
