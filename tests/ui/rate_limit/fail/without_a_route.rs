// C12: a limit without a route

use responder::prelude::*;

#[rate_limit(searches)]
fn search() {}

fn main() {}
