// C3: `{ids}` gives one value

use responder::prelude::*;

#[api]
struct Api;

#[get("/users/{ids}")]
fn users(ids: Vec<u64>) -> String {
    ids.len().to_string()
}

fn main() {}
