// C8: a handler returns what can be sent

use responder::prelude::*;

#[api]
struct Api;

struct Oops;
struct Opaque;

#[exception_handler]
fn oops(_exc: Oops) -> Opaque {
    Opaque
}

fn main() {}
