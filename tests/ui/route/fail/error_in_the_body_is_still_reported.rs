// C4: an error in the path, and one in the body of the function
// errors: 2
use responder::prelude::*;

#[api]
struct Api;

#[get("/users/{id")]
fn user(id: u64) -> String {
    let number: u32 = "text";
    number.to_string()
}

fn main() {
    let _ = user(1);
}
