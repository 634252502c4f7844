// C1: a method of a list is taken by another route

use responder::prelude::*;

#[api]
struct Api;

#[get("/users")]
fn list() {}

#[route("/users", methods = [GET, POST])]
fn other() {}

fn main() {}
