// C2: a parameter that the path does not have
use responder::prelude::*;

#[api]
struct Api;

#[get("/users/{id:int}")]
fn get_user(id: u64) -> String {
    id.to_string()
}

fn main() {
    let _ = url!(get_user, id = 1, page = 2);
}
