use std::sync::Mutex;

use responder::prelude::*;

#[api]
struct Api {
    users: Mutex<Vec<String>>,
}

#[get("/users")]
fn users(api: &Api) -> String {
    api.users.lock().unwrap().join(", ")
}

#[tokio::main]
async fn main() -> responder::Result {
    Api.run().await
}
