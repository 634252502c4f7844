// C11: each key says what it takes
// errors: 7

use responder::prelude::*;

#[api]
struct Api;

#[route("/a", methods = ["GET"])]
fn texts() {}

#[route("/b", methods = GET)]
fn no_list() {}

#[route("/c", methods = "GET")]
fn text() {}

#[route("/d", methods)]
fn no_value() {}

#[get("/e", blocking = true)]
fn flag() {}

#[get("/f", api = "Api")]
fn api() {}

#[get("/g", api)]
fn no_api() {}

fn main() {}
