// C3: a text for a number
use responder::prelude::*;

#[api]
struct Api;

#[get("/users/{id:int}")]
fn get_user(id: u64) -> String {
    id.to_string()
}

fn main() {
    let _ = url!(get_user, id = "ann");
}
