use responder::prelude::*;

#[api]
struct Api;

#[get("/users")]
fn users(limit: u32) -> String {
    limit.to_string()
}

fn main() {}
