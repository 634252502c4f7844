// C2: one error for each of two parameters
// errors: 2

use responder::prelude::*;

#[api]
struct Api;

#[get("/{shop}/{item}")]
fn item() {}

fn main() {}
