// C2: the function takes nothing

use responder::prelude::*;

#[api]
struct Api;

#[get("/users/{id}")]
fn user() {}

fn main() {}
