// C2: a parameter of the path that is not given
use responder::prelude::*;

#[api]
struct Api;

#[get("/users/{id:int}")]
fn get_user(id: u64) -> String {
    id.to_string()
}

fn main() {
    let _ = url!(get_user);
}
