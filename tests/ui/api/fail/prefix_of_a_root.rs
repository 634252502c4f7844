use responder::prelude::*;

#[api(prefix = "/users")]
struct Api;

fn main() {}
