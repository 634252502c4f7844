use responder::prelude::*;

#[api(title = "Hello")]
struct Api;

#[get("/hello/{who}")]
fn hello(who: &str) -> String {
    format!("hello, {who}!")
}

#[tokio::main]
async fn main() -> responder::Result {
    Api.run().await
}
