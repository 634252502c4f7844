// C8: a policy is a function that can be called
// errors: 2

use responder::prelude::*;

#[api]
struct Api;

#[policy]
fn generic<T>(_req: &Request) -> bool {
    true
}

#[policy]
unsafe fn dangerous(_req: &Request) -> bool {
    true
}

fn main() {}
