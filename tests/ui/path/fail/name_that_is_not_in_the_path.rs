// C2: a parameter that the path does not have.
// errors: 2
use responder::prelude::*;

#[api]
struct Api;

#[get("/users/{id}")]
fn user(#[path] uid: u64) {
    let _ = uid;
}

fn main() {}
