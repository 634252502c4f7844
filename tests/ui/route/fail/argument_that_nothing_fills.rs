// C2: an argument that is not in the path
use responder::prelude::*;

#[api]
struct Api;

#[get("/users")]
fn users(limit: u32) -> String {
    limit.to_string()
}

fn main() {}
