// C2: an argument of a type that is not read from text.
use responder::prelude::*;

#[api]
struct Api;

struct Page(#[expect(dead_code)] u32);

#[get("/items")]
fn items(#[query] page: Page) {
    let _ = page;
}

fn main() {}
