// C1: three routes for one path, each pair is named
// errors: 3

use responder::prelude::*;

#[api]
struct Api;

#[get("/users")]
fn list() {}

#[get("/users")]
fn other() {}

#[get("/users")]
fn third() {}

fn main() {}
