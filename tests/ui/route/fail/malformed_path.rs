// C4: paths that are none
// errors: 3
use responder::prelude::*;

#[api]
struct Api;

#[get("/users/{id")]
fn unclosed(id: &str) -> String {
    id.to_owned()
}

#[get("/users/{id:imt}")]
fn unknown_convertor(id: u64) -> String {
    id.to_string()
}

#[get("users")]
fn no_slash() {}

fn main() {}
