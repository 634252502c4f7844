use crate::Api;
use responder::prelude::*;

#[get("/items/{id:int}/reviews")]
#[public]
fn list_reviews(id: i64) -> Value {
    json!({ "item": id })
}

#[post("/items/{id:int}/reviews")]
async fn add_review(id: i64) -> Value {
    json!({ "item": id })
}
