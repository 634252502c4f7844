use responder::prelude::*;

#[api]
struct Api;

struct OutOfStock;

#[get("/order")]
async fn order() -> Result<String, OutOfStock> {
    Err(OutOfStock)
}

#[tokio::main]
async fn main() -> responder::Result {
    Api.run().await
}
