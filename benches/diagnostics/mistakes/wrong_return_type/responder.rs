use responder::prelude::*;

#[api]
struct Api;

struct User {
    name: String,
}

#[get("/user")]
async fn user() -> User {
    User { name: "ann".to_owned() }
}

#[tokio::main]
async fn main() -> responder::Result {
    Api.run().await
}
