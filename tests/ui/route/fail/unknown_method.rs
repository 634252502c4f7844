// C11: methods that are none
use responder::prelude::*;

#[api]
struct Api;

#[route("/users", methods = [GET, PSOT])]
fn users() {}

fn main() {}
