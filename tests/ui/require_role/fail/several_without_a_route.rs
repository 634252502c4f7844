// C12: one error for all of them

use responder::prelude::*;

#[api]
struct Api;

#[require_role("admin")]
#[require_scope("items:read")]
#[require(owns)]
fn index() {}

fn main() {}
