// C11: an empty list of methods
use responder::prelude::*;

#[api]
struct Api;

#[route("/", methods = [])]
fn index() {}

fn main() {}
