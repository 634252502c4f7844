// C11: methods are written as HTTP does
// errors: 3

use responder::prelude::*;

#[api]
struct Api;

#[route("/a", methods = [get])]
fn small() {}

#[route("/b", methods = [GET, GET])]
fn twice() {}

#[route("/c", methods = [GET, CONNECT])]
fn unknown() {}

fn main() {}
