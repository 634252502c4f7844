use responder::prelude::*;

#[api]
struct Api;

#[get("/users/{id}")]
fn by_id(id: &str) -> String {
    format!("user {id}")
}

#[get("/users/{name}")]
fn by_name(name: &str) -> String {
    format!("user called {name}")
}

#[tokio::main]
async fn main() -> responder::Result {
    Api.run().await
}
