// C6: the request and the state require nothing
// errors: 2

use responder::prelude::*;

#[api]
struct Api;

#[get("/request")]
#[require(Request)]
fn request() {}

#[get("/api")]
#[require(Api)]
fn api() {}

fn main() {}
