// C11: a pattern that is no regular expression.
use responder::prelude::*;

#[api]
struct Api;

#[get("/items")]
fn items(#[query(pattern = "[a-z")] name: &str) {
    let _ = name;
}

fn main() {}
