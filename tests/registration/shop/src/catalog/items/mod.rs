mod reviews;

use crate::Api;
use responder::prelude::*;

#[get("/items/{id:int}")]
#[public]
fn get_item(id: i64) -> Value {
    json!({ "id": id })
}

#[put("/items/{id:int}")]
fn replace_item(id: i64) -> Value {
    json!({ "id": id })
}

#[delete("/items/{id:int}", blocking)]
fn remove_item(id: i64) -> Value {
    json!({ "id": id })
}
