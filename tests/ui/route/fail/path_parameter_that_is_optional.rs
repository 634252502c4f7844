// C2: a parameter of the path is always there

use responder::prelude::*;

#[api]
struct Api;

#[get("/users/{id}")]
fn user(id: Option<String>) -> String {
    id.unwrap_or_default()
}

fn main() {}
