//! Roles in the token.

use responder::prelude::*;
use serde::{Deserialize, Serialize};

use crate::login::{Credentials, DAY, keys};

#[api]
pub struct Api {
    keys: JwtKeys,
}

pub fn api() -> responder::Result<Api> {
    Ok(Api { keys: keys()? })
}

#[derive(Role, Clone, Copy, PartialEq)]
enum Role {
    Admin,
    Editor,
    User,
}

#[derive(Serialize, Deserialize, Principal)]
struct Claims {
    sub: Value,
    /// Somebody without a role is a user; what is no role of ours gives no permission.
    #[serde(default = "user", deserialize_with = "responder::role_or_none")]
    #[principal(role)]
    role: Option<Role>,
}

fn user() -> Option<Role> {
    Some(Role::User)
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

#[exception_handler]
fn forbidden(_exc: Forbidden, resp: &mut Response) {
    resp.status(403).media(&json!({ "error": "Insufficient permissions" }));
}

const USERS: [(u64, &str, Role); 3] = [(1, "admin", Role::Admin), (2, "ed", Role::Editor), (3, "alice", Role::User)];

#[post("/login")]
#[public]
fn login(api: &Api, #[body] who: Credentials) -> Result<Value, Unauthorized> {
    let user = USERS.into_iter().find(|(_, name, _)| who.are_of(name));
    let (id, _, role) = user.ok_or(Unauthorized("Invalid credentials"))?;
    let token = api.keys.issue_for(&Claims { sub: id.into(), role: Some(role) }, DAY);
    token.map(|token| json!({ "token": token })).map_err(|_| Unauthorized("Invalid credentials"))
}

#[route("/me")]
fn me(claims: &Claims) -> Value {
    json!({ "user_id": claims.sub, "role": claims.role })
}

#[route("/admin/users")]
#[require_role("admin")]
fn users() -> Value {
    json!({ "users": USERS.map(|(id, name, _)| json!({ "id": id, "name": name })) })
}

#[route("/reports")]
#[require_role("admin", "editor")]
fn reports() -> Value {
    json!({ "reports": ["q1", "q2"] })
}
