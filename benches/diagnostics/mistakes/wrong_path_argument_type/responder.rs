use responder::prelude::*;

#[api]
struct Api;

struct UserId(u64);

#[get("/users/{id}")]
fn user(id: UserId) -> String {
    format!("user {}", id.0)
}

#[tokio::main]
async fn main() -> responder::Result {
    Api.run().await
}
