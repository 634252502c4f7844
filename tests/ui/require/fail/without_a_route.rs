// C12: it would protect nothing

use responder::prelude::*;

#[api]
struct Api;

#[require(owns)]
fn index() {}

fn main() {}
