// C2: a parameter is taken by value or as `&str`
// errors: 2

use responder::prelude::*;

#[api]
struct Api;

#[get("/users/{id:int}")]
fn user(id: &u64) -> String {
    id.to_string()
}

#[get("/names/{name}")]
fn name(name: &String) -> String {
    name.to_string()
}

fn main() {}
