use responder::prelude::*;

#[api]
struct Api;

#[get("/")]
#[require_role]
fn index() {}

fn main() {}
