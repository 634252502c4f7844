// C10: a request without a body has none to read
// errors: 2

use responder::prelude::*;

#[api]
struct Api;

#[route("/a", methods = [HEAD])]
fn head(#[body] _text: String) {}

#[route("/b", methods = [GET, HEAD])]
fn both(#[body] _text: String) {}

fn main() {}
