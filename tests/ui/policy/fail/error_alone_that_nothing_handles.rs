// C7: the error of `Result<(), E>` has no handler

use responder::prelude::*;

#[api]
struct Api;

struct Closed;

#[policy]
fn open() -> Result<(), Closed> {
    Err(Closed)
}

fn main() {}
