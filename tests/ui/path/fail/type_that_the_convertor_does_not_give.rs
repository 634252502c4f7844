// C3: a marked parameter in a type that its convertor does not give.
use responder::prelude::*;

#[api]
struct Api;

#[get("/users/{id:int}")]
fn user(#[path(alias = "id")] user: String) {
    let _ = user;
}

fn main() {}
