// C3: `{id:int}` gives no `f64`

use responder::prelude::*;

#[api]
struct Api;

#[get("/users/{id:int}")]
fn user(id: f64) -> String {
    id.to_string()
}

fn main() {}
