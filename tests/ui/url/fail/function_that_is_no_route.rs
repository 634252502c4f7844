// C2: a function that is no route
use responder::prelude::*;

#[api]
struct Api;

#[get("/users/{id:int}")]
fn get_user(id: u64) -> String {
    id.to_string()
}

fn other() {}

fn main() {
    other();
    let _ = url!(other);
}
