// C1: two routes for every method
use responder::prelude::*;

#[api]
struct Api;

#[route("/users")]
fn list() {}

#[route("/users")]
fn again() {}

fn main() {}
