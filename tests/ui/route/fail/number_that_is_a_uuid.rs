// C3: `{id:int}` gives an integer

use responder::prelude::*;
use uuid::Uuid;

#[api]
struct Api;

#[get("/users/{id:int}")]
fn user(id: Uuid) -> String {
    id.to_string()
}

fn main() {}
