// C8: a type that is no response
use responder::prelude::*;

#[api]
struct Api;

struct Opaque;

#[get("/")]
fn index() -> Opaque {
    Opaque
}

fn main() {}
