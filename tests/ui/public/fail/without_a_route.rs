use responder::prelude::*;

#[api]
struct Api;

#[public]
fn index() {}

fn main() {}
