// C1: every method, and one of them
use responder::prelude::*;

#[api]
struct Api;

#[get("/users")]
fn list() {}

#[route("/users")]
fn anything() {}

fn main() {}
