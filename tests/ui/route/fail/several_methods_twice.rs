// C1: two methods of one path, each taken twice
// errors: 2

use responder::prelude::*;

#[api]
struct Api;

#[route("/users", methods = [GET, POST])]
fn list() {}

#[route("/users", methods = [GET, POST])]
fn other() {}

fn main() {}
