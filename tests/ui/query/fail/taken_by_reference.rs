// C8: what is made out of the request is nobody's to be borrowed from.
use responder::prelude::*;

#[api]
struct Api;

#[get("/items")]
fn items(#[query] page: &u32) {
    let _ = page;
}

fn main() {}
