use crate::users::Api;
use responder::prelude::*;

#[get("/{id:int}/audit")]
fn audit_user(id: i64) -> Value {
    json!({ "id": id })
}
