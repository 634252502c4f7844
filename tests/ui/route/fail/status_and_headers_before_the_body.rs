// C8: a status stands behind the body, and header fields behind that

use responder::prelude::*;

#[api]
struct Api;

#[get("/")]
fn index() -> (u16, [(&'static str, &'static str); 1], &'static str) {
    (201, [("location", "/1")], "created")
}

fn main() {}
