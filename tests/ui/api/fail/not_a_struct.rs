// C8: an API is a struct of your own
// errors: 2

use responder::prelude::*;

#[api]
enum A {
    One,
}

#[api]
mod b {}

fn main() {}
