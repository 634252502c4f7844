// C11: a route has one path

use responder::prelude::*;

#[api]
struct Api;

#[get("/a", "/b")]
fn index() {}

fn main() {}
