use responder::prelude::*;

#[api]
struct Api;

#[get]
fn users() {}

fn main() {}
