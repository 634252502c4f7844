// C11: what is no handler with its parameters
// errors: 3
use responder::prelude::*;

#[api]
struct Api;

#[get("/users/{id:int}")]
fn get_user(id: u64) -> String {
    id.to_string()
}

fn main() {
    let _ = url!();
    let _ = url!("/users/1");
    let _ = url!(get_user, 42);
}
