// C8: a constraint that is for text.
use responder::prelude::*;

#[api]
struct Api;

#[get("/items")]
fn items(#[query(max_length = 3)] page: u32) {
    let _ = page;
}

fn main() {}
