// C8: a text that is lent from the request, which another argument changes.
use responder::prelude::*;

#[api]
struct Api;

#[get("/items")]
fn items(req: &mut Request, #[query] name: &str) {
    let _ = (req, name);
}

fn main() {}
