// C6: nobody has scopes

use responder::prelude::*;

#[api]
struct Api;

#[get("/")]
#[require_scope("items:read")]
fn index() {}

fn main() {}
