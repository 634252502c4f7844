use responder::prelude::*;

#[api]
struct Api;

#[get("/users/{id}")]
fn user() -> String {
    "a user".to_owned()
}

#[tokio::main]
async fn main() -> responder::Result {
    Api.run().await
}
