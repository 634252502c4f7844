// C8: while it is being typed, the attribute adds no error
// errors: 2

use responder::prelude::*;

#[api]
struct Api;

#[get("/{id}")]
fn index(id: u64) -> String {
    id.
}

fn main() {}
