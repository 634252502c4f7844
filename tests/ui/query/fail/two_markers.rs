// C2: an argument that is to come from two places.
use responder::prelude::*;

#[api]
struct Api;

#[get("/items")]
fn items(#[query] #[header] name: &str) {
    let _ = name;
}

fn main() {}
