// C8: what has a default is never missing.
use responder::prelude::*;

#[api]
struct Api;

#[get("/items")]
fn items(#[query(default = 1)] page: Option<u32>) {
    let _ = page;
}

fn main() {}
