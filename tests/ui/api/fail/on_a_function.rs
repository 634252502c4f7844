use responder::prelude::*;

#[api]
fn api() {}

fn main() {}
