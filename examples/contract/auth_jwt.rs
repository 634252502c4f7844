//! Bearer tokens, with a public login.

use responder::prelude::*;
use serde::{Deserialize, Serialize};

use crate::login::{Credentials, DAY, SECRET, keys};

#[api]
pub struct Api {
    keys: JwtKeys,
}

pub fn api() -> responder::Result<Api> {
    Ok(Api { keys: keys()? })
}

/// `auth_jwt_literal`: the same app, whose tokens have a text as subject, as RFC 7519 wants it.
pub fn literal() -> responder::Result<Api> {
    Ok(Api { keys: JwtKeys::hs256(SECRET)? })
}

/// The subject is a number in our own tokens, and may be text in others'.
#[derive(Serialize, Deserialize, Principal)]
struct Claims {
    sub: Value,
}

#[before_request]
fn auth_guard(req: &Request, api: &Api) -> Result<Claims, Unauthorized> {
    let token = req.bearer_token().ok_or(Unauthorized("Missing bearer token"))?;
    api.keys.verify(token).map_err(|_| Unauthorized("Invalid or expired token"))
}

struct Unauthorized(&'static str);

#[exception_handler]
fn unauthorized(exc: Unauthorized, resp: &mut Response) {
    resp.status(401).header("WWW-Authenticate", "Bearer").media(&json!({ "error": exc.0 }));
}

#[post("/login")]
#[public]
async fn login(api: &Api, req: &Request, resp: &mut Response) -> Result<(), Problem> {
    let who: Credentials = req.media().await?;
    if who.are_of("admin") {
        let token = api.keys.issue_for(&Claims { sub: 1.into() }, DAY)?;
        resp.media(&json!({ "token": token }));
    } else {
        resp.status(401).header("WWW-Authenticate", "Bearer").media(&json!({ "error": "Invalid credentials" }));
    }
    Ok(())
}

#[route("/me")]
fn me(claims: &Claims) -> Value {
    json!({ "user_id": claims.sub })
}
