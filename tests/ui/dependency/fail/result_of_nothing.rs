// C8: a dependency returns what it provides
// errors: 2

use responder::prelude::*;

#[api]
struct Api;

#[dependency]
fn unit(_req: &Request) -> () {}

#[dependency]
fn result(_req: &Request) -> Result<(), Problem> {
    Ok(())
}

fn main() {}
