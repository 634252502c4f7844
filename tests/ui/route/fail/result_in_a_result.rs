// C8: one `Result` is taken apart

use responder::prelude::*;

#[api]
struct Api;

#[get("/")]
fn index() -> Result<Result<String, Problem>, Problem> {
    Ok(Ok(String::new()))
}

fn main() {}
