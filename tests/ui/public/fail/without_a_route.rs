// C12: `#[public]` alone
use responder::prelude::*;

#[api]
struct Api;

#[public]
fn index() {}

fn main() {}
