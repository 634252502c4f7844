//! The smallest app: `cargo run --example hello`, then `curl localhost:5042/hello/you`.

use responder::prelude::*;

#[api(title = "Hello")]
pub struct Api;

#[get("/hello/{who}")]
fn hello(who: &str) -> String {
    format!("hello, {who}!")
}

#[tokio::main]
async fn main() -> responder::Result {
    Api.run().await
}
