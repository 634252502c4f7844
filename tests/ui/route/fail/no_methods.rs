use responder::prelude::*;

#[api]
struct Api;

#[route("/", methods = [])]
fn index() {}

fn main() {}
