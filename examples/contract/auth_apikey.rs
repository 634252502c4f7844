//! An API key on every route.

use std::sync::atomic::{AtomicU64, Ordering};

use responder::prelude::*;

#[api]
pub struct Api {
    keys: ApiKeys,
    hits: AtomicU64,
}

pub fn api() -> Api {
    Api { keys: ApiKeys::new(["sk-abc123", "sk-def456"]), hits: AtomicU64::new(0) }
}

#[before_request(guard)]
fn check_api_key(req: &Request, api: &Api, resp: &mut Response) {
    let key = req.api_key("X-API-Key").unwrap_or_default();
    if api.keys.verify(key).is_none() {
        resp.status(401)
            .header("WWW-Authenticate", r#"ApiKey realm="api""#)
            .media(&json!({ "error": "Invalid or missing API key" }));
    }
}

#[route("/protected")]
fn protected(api: &Api) -> Value {
    api.hits.fetch_add(1, Ordering::Relaxed);
    json!({ "message": "protected data" })
}

#[route("/hits")]
fn hits(api: &Api) -> Value {
    json!({ "hits": api.hits.load(Ordering::Relaxed) })
}

#[post("/reset")]
fn reset(api: &Api) -> Value {
    api.hits.store(0, Ordering::Relaxed);
    json!({ "hits": 0 })
}

#[post("/items")]
fn create(#[body] item: Value) -> (Value, u16) {
    (json!({ "created": item }), 201)
}
