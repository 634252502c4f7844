//! A view for requests that no route has.

use responder::prelude::*;

#[api]
pub struct Api;

#[before_request]
fn before(resp: &mut Response) {
    resp.header("X-Hook", "1");
}

#[after_request]
fn after(resp: &mut Response) {
    resp.header("X-After", "1");
}

#[default_route]
fn home(req: &Request) -> Value {
    let params: Value = req.params().iter().collect();
    json!({ "fallback": req.path(), "params": params })
}

#[get("/only-get")]
fn only_get() -> &'static str {
    "ok"
}
