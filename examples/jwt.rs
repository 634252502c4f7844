//! Bearer tokens: `cargo run --example jwt`, then the curl lines of the README.

use std::time::Duration;

use responder::prelude::*;
use serde::{Deserialize, Serialize};

#[api(title = "Bearer tokens")]
pub struct Api {
    keys: JwtKeys,
}

#[derive(Serialize, Deserialize, Principal, Clone)]
pub struct Claims {
    pub sub: u64,
}

#[derive(Deserialize)]
pub struct Credentials {
    username: String,
    password: String,
}

/// Runs before every route that is not `#[public]`; what it returns, handlers may read. Without a token it is
/// not called: the answer is 401, with the challenge.
#[before_request]
fn auth_guard(#[bearer] token: &str, api: &Api) -> Result<Claims, JwtError> {
    api.keys.verify(token)
}

#[post("/login")]
#[public]
fn login(api: &Api, #[body] who: Credentials) -> Result<Value, Problem> {
    if (who.username.as_str(), who.password.as_str()) != ("admin", "secret") {
        return Err(abort(401).detail("Invalid credentials").challenge("Bearer"));
    }
    let token = api.keys.issue_for(&Claims { sub: 1 }, Duration::from_secs(24 * 3600))?;
    Ok(json!({ "token": token }))
}

#[get("/me")]
fn get_me(claims: &Claims, resp: &mut Response) {
    resp.media(&json!({ "user_id": claims.sub }));
}

#[tokio::main]
async fn main() -> responder::Result {
    Api { keys: JwtKeys::hs256_from_env("SECRET")? }.run().await
}

pub fn api() -> Api {
    Api { keys: JwtKeys::hs256("a secret for the tests of this example").expect("long enough") }
}
