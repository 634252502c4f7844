// C7: text is no error that knows its answer

use responder::prelude::*;

#[api]
struct Api;

#[get("/")]
fn index() -> Result<(), &'static str> {
    Err("no")
}

fn main() {}
