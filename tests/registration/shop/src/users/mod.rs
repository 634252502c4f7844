//! A part of the API, with a guard of its own.

mod admin;

use responder::prelude::*;

#[api(within = crate::Api, prefix = "/users")]
pub struct Api;

#[before_request(guard)]
fn has_user(req: &Request) -> Result<(), Problem> {
    req.header("x-user").map(|_| ()).ok_or(abort(401))
}

#[get("/me")]
fn get_me() -> Value {
    json!({})
}

#[post("/register")]
#[public]
fn register() -> Value {
    json!({})
}
