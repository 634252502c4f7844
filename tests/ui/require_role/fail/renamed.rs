// C12: another name below the route
use responder::prelude::*;
use responder::require_role as only;

#[api]
struct Api;

#[get("/")]
#[only("admin")]
fn index() {}

fn main() {}
