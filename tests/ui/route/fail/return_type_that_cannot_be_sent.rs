use responder::prelude::*;

#[api]
struct Api;

struct Opaque;

#[get("/")]
fn index() -> Opaque {
    Opaque
}

fn main() {}
