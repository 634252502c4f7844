// C12: a module is no route

use responder::prelude::*;

#[api]
struct Api;

#[require_role("admin")]
mod admin {}

fn main() {}
