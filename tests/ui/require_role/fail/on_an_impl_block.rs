// C12: an `impl` block without a route is no view

use responder::prelude::*;

#[api]
struct Api;

struct Users;

#[require_role("admin")]
impl Users {}

fn main() {}
