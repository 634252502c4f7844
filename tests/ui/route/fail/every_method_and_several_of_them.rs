// C1: one error, for the first method that is taken

use responder::prelude::*;

#[api]
struct Api;

#[route("/users", methods = [GET, POST])]
fn list() {}

#[delete("/users")]
fn remove() {}

#[route("/users")]
fn anything() {}

fn main() {}
