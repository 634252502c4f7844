// C6: nobody to ask
use responder::prelude::*;

#[api]
struct Api;

#[get("/")]
#[require_role("admin")]
fn index() {}

fn main() {}
