// C11: it is for paths that nobody has written
use responder::prelude::*;

#[api]
struct Api;

#[default_route("/nothing")]
fn nothing() {}

fn main() {}
