// C7: the error of an async handler
use responder::prelude::*;

#[api]
struct Api;

struct OutOfStock;

#[get("/order")]
async fn order() -> Result<&'static str, OutOfStock> {
    Err(OutOfStock)
}

fn main() {}
