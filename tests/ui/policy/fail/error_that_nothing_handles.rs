// C7: a policy's error has no handler

use responder::prelude::*;

#[api]
struct Api;

struct Closed;

#[policy]
fn open() -> Result<bool, Closed> {
    Err(Closed)
}

fn main() {}
