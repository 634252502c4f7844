// C8: a policy is a function that can be called
// errors: 3

use responder::prelude::*;

#[api]
struct Api;

struct Policies;

impl Policies {
    #[policy]
    fn method(&self) -> bool {
        true
    }
}

#[policy]
fn generic<T>(_req: &Request) -> bool {
    true
}

#[policy]
unsafe fn dangerous(_req: &Request) -> bool {
    true
}

fn main() {}
