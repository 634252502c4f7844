// C8: an API is a struct
use responder::prelude::*;

#[api]
fn api() {}

fn main() {}
