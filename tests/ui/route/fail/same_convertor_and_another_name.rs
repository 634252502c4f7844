// C1: `{id:int}` and `{number:int}` match the same

use responder::prelude::*;

#[api]
struct Api;

#[get("/users/{id:int}")]
fn one(id: u64) -> String {
    id.to_string()
}

#[get("/users/{number:int}")]
fn other(number: u32) -> String {
    number.to_string()
}

fn main() {}
