// C8: a bound that the value cannot be compared with.
use responder::prelude::*;

#[api]
struct Api;

#[get("/items")]
fn items(#[query(ge = "1")] page: u32) {
    let _ = page;
}

fn main() {}
