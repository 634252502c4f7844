// C3: `{id:int}` gives no `bool`

use responder::prelude::*;

#[api]
struct Api;

#[get("/users/{id:int}")]
fn user(id: bool) -> String {
    id.to_string()
}

fn main() {}
