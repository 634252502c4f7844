//! Bearer tokens whose subject is text in the token, as RFC 7519 has it, and a number in the program.

use responder::prelude::*;
use serde::{Deserialize, Serialize};

use crate::login::{Credentials, DAY};

#[api]
pub struct Api {
    keys: JwtKeys,
}

pub fn api() -> responder::Result<Api> {
    Ok(Api { keys: JwtKeys::hs256("your-secret-key-of-32-bytes-or-more")? })
}

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
fn login(api: &Api, #[body] who: Credentials) -> Result<Value, Unauthorized> {
    if !who.are_of("admin") {
        return Err(Unauthorized("Invalid credentials"));
    }
    let token = api.keys.issue_for(&Claims { sub: 1.into() }, DAY).map_err(|_| Unauthorized("Invalid credentials"))?;
    Ok(json!({ "token": token }))
}

#[route("/me")]
fn me(claims: &Claims) -> Value {
    json!({ "user_id": claims.sub })
}
