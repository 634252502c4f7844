use std::rc::Rc;

use responder::prelude::*;

#[api]
struct Api;

#[get("/count")]
async fn count() -> String {
    let count = Rc::new(1);
    tokio::task::yield_now().await;
    count.to_string()
}

#[tokio::main]
async fn main() -> responder::Result {
    Api.run().await
}
