// C12: a policy is no route

use responder::prelude::*;

#[api]
struct Api;

#[require(open)]
#[policy]
fn open() -> bool {
    true
}

fn main() {}
