use responder::prelude::*;

#[api]
struct Api;

#[get("/users/:id")]
fn user(id: &str) -> String {
    format!("user {id}")
}

#[tokio::main]
async fn main() -> responder::Result {
    Api.run().await
}
