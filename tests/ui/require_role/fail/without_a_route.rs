// C12: `#[require_role]` alone
use responder::prelude::*;

#[api]
struct Api;

#[require_role("admin")]
fn index() {}

fn main() {}
