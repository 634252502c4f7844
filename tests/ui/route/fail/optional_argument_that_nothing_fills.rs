// C2: what may be missing is read from the request

use responder::prelude::*;

#[api]
struct Api;

#[get("/users")]
fn users(limit: Option<u32>) -> String {
    limit.unwrap_or(10).to_string()
}

fn main() {}
