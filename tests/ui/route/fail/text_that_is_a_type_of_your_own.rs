// C3: `{id}` gives what can be read from text

use responder::prelude::*;

#[api]
struct Api;

struct Id(u64);

#[get("/users/{id}")]
fn user(id: Id) -> String {
    id.0.to_string()
}

fn main() {}
