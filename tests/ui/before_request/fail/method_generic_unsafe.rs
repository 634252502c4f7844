// C8: a hook is a function that can be called
// errors: 3

use responder::prelude::*;

#[api]
struct Api;

struct Hooks;

impl Hooks {
    #[before_request]
    fn method(&self, _req: &Request) {}
}

#[before_request]
fn generic<T>(_req: &Request) {}

#[before_request]
unsafe fn dangerous(_req: &Request) {}

fn main() {}
