// C12: an `impl` is no route

use responder::prelude::*;

#[api]
struct Api;

struct Users;

#[require_role("admin")]
impl Users {}

fn main() {}
