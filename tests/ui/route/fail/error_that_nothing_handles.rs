// C7: an error type without a handler
use responder::prelude::*;

#[api]
struct Api;

struct OutOfStock;

#[get("/order")]
fn order() -> Result<&'static str, OutOfStock> {
    Err(OutOfStock)
}

fn main() {}
