// C3: `{id:int}` with `String`
use responder::prelude::*;

#[api]
struct Api;

#[get("/users/{id:int}")]
fn user(id: String) -> String {
    id
}

fn main() {}
