// C2: a path parameter without an argument
use responder::prelude::*;

#[api]
struct Api;

#[get("/users/{id}")]
fn user(name: &str) -> String {
    name.to_owned()
}

fn main() {}
