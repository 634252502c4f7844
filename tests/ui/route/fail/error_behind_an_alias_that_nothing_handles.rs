// C7: the alias is named, where the error is not

use responder::prelude::*;

#[api]
struct Api;

#[get("/")]
fn index() -> std::io::Result<String> {
    std::fs::read_to_string("/nowhere")
}

fn main() {}
