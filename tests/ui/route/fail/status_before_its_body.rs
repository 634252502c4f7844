// C8: a status stands behind the body

use responder::prelude::*;

#[api]
struct Api;

#[get("/")]
fn index() -> (u16, &'static str) {
    (201, "created")
}

fn main() {}
