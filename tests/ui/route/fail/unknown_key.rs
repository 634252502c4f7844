// C11: keys that are unknown or given twice
// errors: 2
use responder::prelude::*;

#[api]
struct Api;

#[route("/users", methds = [GET])]
fn users() {}

#[get("/", blocking, blocking)]
fn index() {}

fn main() {}
