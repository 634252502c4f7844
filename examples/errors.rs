//! Exceptions for auth errors: `cargo run --example errors`.

use responder::prelude::*;
use serde::Deserialize;

#[api(title = "Auth errors")]
pub struct Api {
    keys: JwtKeys,
}

#[derive(Debug, thiserror::Error)]
pub enum AuthError {
    #[error("Missing bearer token")]
    Missing,
    #[error("Invalid or expired token")]
    Invalid,
    #[error("Account suspended")]
    Suspended,
}

#[derive(Deserialize, Principal, Clone)]
pub struct Claims {
    pub sub: u64,
}

#[before_request]
fn auth_guard(req: &Request, api: &Api) -> Result<Claims, AuthError> {
    let token = req.bearer_token().ok_or(AuthError::Missing)?;
    api.keys.verify(token).map_err(|_| AuthError::Invalid)
}

/// The one place that says how an auth error looks; without it, this file does not compile.
#[exception_handler]
fn handle_auth_error(exc: AuthError, resp: &mut Response) {
    match exc {
        AuthError::Missing => resp.status(401).header("WWW-Authenticate", "Bearer"),
        AuthError::Invalid => resp.status(401).header("WWW-Authenticate", r#"Bearer error="invalid_token""#),
        AuthError::Suspended => resp.status(403),
    };
    resp.media(&json!({ "error": exc.to_string() }));
}

#[get("/me")]
fn get_me(claims: &Claims) -> Value {
    json!({ "user_id": claims.sub })
}

#[get("/suspended")]
fn suspended() -> Result<Value, AuthError> {
    Err(AuthError::Suspended)
}

#[get("/health")]
#[public]
fn health() -> Value {
    json!({ "status": "healthy" })
}

#[tokio::main]
async fn main() -> responder::Result {
    Api { keys: JwtKeys::hs256_from_env("SECRET")? }.run().await
}

pub fn api() -> Api {
    Api { keys: JwtKeys::hs256("a secret for the tests of this example").expect("long enough") }
}
