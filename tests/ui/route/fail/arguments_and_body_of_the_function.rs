// C8: what is wrong with the attribute and in the body is both reported
// errors: 2

use responder::prelude::*;

#[api]
struct Api;

#[get("/{id}")]
fn index() -> String {
    let number: String = 5;
    number
}

fn main() {}
