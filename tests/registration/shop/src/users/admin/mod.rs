mod audit;

use crate::users::Api;
use responder::prelude::*;

#[delete("/{id:int}")]
fn remove_user(id: i64) -> Value {
    json!({ "id": id })
}
