use responder::prelude::*;

#[api]
struct Api;

#[get("/users", blockng)]
fn users() -> &'static str {
    "ann, bob"
}

#[tokio::main]
async fn main() -> responder::Result {
    Api.run().await
}
