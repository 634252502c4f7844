// C8: an async handler is an `async fn`

use responder::prelude::*;

#[api]
struct Api;

#[get("/")]
fn index() -> impl Future<Output = String> {
    async { String::new() }
}

fn main() {}
