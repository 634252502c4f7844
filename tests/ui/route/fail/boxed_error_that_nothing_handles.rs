// C7: a boxed error has no response of its own

use responder::prelude::*;

#[api]
struct Api;

#[get("/")]
fn index() -> Result<String, Box<dyn std::error::Error + Send + Sync>> {
    Ok(std::fs::read_to_string("/nowhere")?)
}

fn main() {}
