// C3: `{rest:path}` gives text

use responder::prelude::*;

#[api]
struct Api;

#[get("/files/{rest:path}")]
fn file(rest: u64) -> String {
    rest.to_string()
}

fn main() {}
