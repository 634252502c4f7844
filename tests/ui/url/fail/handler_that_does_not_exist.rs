// C2: a handler that is not there
use responder::prelude::*;

#[api]
struct Api;

#[get("/users/{id:int}")]
fn get_user(id: u64) -> String {
    id.to_string()
}

fn main() {
    let _ = url!(get_usr, id = 1);
}
