// C8: the type in scope has no `#[api]`
use responder::prelude::*;

struct Api;

#[get("/")]
fn index() {}

fn main() {
    let _ = Api;
}
