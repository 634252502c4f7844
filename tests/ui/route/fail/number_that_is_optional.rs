// C3: `{id:int}` is always there

use responder::prelude::*;

#[api]
struct Api;

#[get("/users/{id:int}")]
fn user(id: Option<u64>) -> String {
    id.unwrap_or_default().to_string()
}

fn main() {}
