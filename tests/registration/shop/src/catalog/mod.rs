mod items;

use crate::Api;
use responder::prelude::*;

#[get("/items")]
#[public]
async fn list_items() -> Value {
    json!([])
}

#[post("/items")]
async fn add_item() -> Value {
    json!({})
}
