//! Role-based access control: `cargo run --example roles`.

use std::time::Duration;

use responder::prelude::*;
use serde::{Deserialize, Serialize};

#[api(title = "Roles")]
pub struct Api {
    keys: JwtKeys,
}

/// The roles there are: "admin", "editor" and "user". A route that names another does not compile.
#[derive(Role, Clone, Copy)]
pub enum Role {
    Admin,
    Editor,
    User,
}

#[derive(Serialize, Deserialize, Principal, Clone)]
pub struct Claims {
    pub sub: u64,
    #[principal(role)]
    pub role: Role,
}

#[before_request]
fn auth_guard(req: &Request, api: &Api) -> Result<Claims, Problem> {
    let token = req.bearer_token().ok_or(abort(401).detail("Missing bearer token").challenge("Bearer"))?;
    Ok(api.keys.verify(token)?)
}

#[get("/me")]
fn get_me(claims: &Claims) -> Value {
    json!({ "user_id": claims.sub, "role": claims.role })
}

#[get("/admin/users")]
#[require_role("admin")]
fn list_all_users() -> Value {
    json!({ "users": USERS.map(|(id, name, _)| json!({ "id": id, "name": name })) })
}

#[get("/reports")]
#[require_role("admin", "editor")]
fn reports() -> Value {
    json!({ "reports": ["q1", "q2"] })
}

#[exception_handler]
fn forbidden(_exc: Forbidden, resp: &mut Response) {
    resp.status(403).media(&json!({ "error": "Insufficient permissions" }));
}

const USERS: [(u64, &str, Role); 3] = [(1, "admin", Role::Admin), (2, "ed", Role::Editor), (3, "alice", Role::User)];

#[derive(Deserialize)]
pub struct Credentials {
    username: String,
    password: String,
}

#[post("/login")]
#[public]
fn login(api: &Api, #[body] who: Credentials) -> Result<Value, Problem> {
    let user = USERS.into_iter().find(|(_, name, _)| *name == who.username && who.password == "secret");
    let (sub, _, role) = user.ok_or(abort(401).detail("Invalid credentials").challenge("Bearer"))?;
    let token = api.keys.issue_for(&Claims { sub, role }, Duration::from_secs(24 * 3600))?;
    Ok(json!({ "token": token }))
}

#[tokio::main]
async fn main() -> responder::Result {
    Api { keys: JwtKeys::hs256_from_env("SECRET")? }.run().await
}

pub fn api() -> Api {
    Api { keys: JwtKeys::hs256("a secret for the tests of this example").expect("long enough") }
}
