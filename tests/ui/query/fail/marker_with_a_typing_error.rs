// C11: a marker with a typing error.
use responder::prelude::*;

#[api]
struct Api;

#[get("/items")]
fn items(#[qeury] page: u32) {
    let _ = page;
}

fn main() {}
