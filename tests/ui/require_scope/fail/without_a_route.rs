// C12: it would protect nothing

use responder::prelude::*;

#[api]
struct Api;

#[require_scope("items:read")]
fn index() {}

fn main() {}
