// C1: a route in the body of a function registers on the same API

use responder::prelude::*;

#[api]
struct Api;

#[get("/users")]
fn list() {}

fn main() {
    #[get("/users")]
    fn other() {}
}
