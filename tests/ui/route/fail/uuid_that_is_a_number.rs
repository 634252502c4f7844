// C3: `{id:uuid}` gives a `Uuid`

use responder::prelude::*;

#[api]
struct Api;

#[get("/users/{id:uuid}")]
fn user(id: u64) -> String {
    id.to_string()
}

fn main() {}
