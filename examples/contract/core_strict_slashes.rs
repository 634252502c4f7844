//! A slash too many or too few is another path.

use responder::prelude::*;

#[api(redirect_slashes = false)]
pub struct Api;

#[get("/users")]
fn users() -> Value {
    json!([])
}

#[get("/teams/")]
fn teams() -> Value {
    json!([])
}
