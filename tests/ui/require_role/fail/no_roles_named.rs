// C6: no role is named
use responder::prelude::*;

#[api]
struct Api;

#[get("/")]
#[require_role]
fn index() {}

fn main() {}
