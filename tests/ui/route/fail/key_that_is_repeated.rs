// C11: each key once
// errors: 2

use responder::prelude::*;

#[api]
struct Api;

#[route("/a", methods = [GET], methods = [POST])]
fn methods() {}

#[get("/b", api = Api, api = Api)]
fn api() {}

fn main() {}
