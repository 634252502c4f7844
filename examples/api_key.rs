//! API keys: `cargo run --example api_key`, then
//! `curl -H 'X-API-Key: sk-abc123' localhost:5042/protected`.

use responder::prelude::*;

#[api(title = "API keys")]
pub struct Api {
    keys: ApiKeys,
}

pub fn api() -> Api {
    Api { keys: ApiKeys::new(["sk-abc123", "sk-def456"]) }
}

/// Runs before every route. A hook that sets a status ends the request.
#[before_request(guard)]
fn check_api_key(req: &Request, api: &Api, resp: &mut Response) {
    let key = req.api_key("X-API-Key").unwrap_or_default();
    if api.keys.verify(key).is_none() {
        resp.status(401)
            .header("WWW-Authenticate", r#"ApiKey realm="api""#)
            .media(&json!({ "error": "Invalid or missing API key" }));
    }
}

#[get("/protected")]
fn protected() -> Value {
    json!({ "message": "protected data" })
}

#[tokio::main]
async fn main() -> responder::Result {
    api().run().await
}
