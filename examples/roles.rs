//! Role-based access: `cargo run --example roles`.

use std::time::Duration;

use responder::prelude::*;
use serde::{Deserialize, Serialize};

#[api(title = "Roles")]
pub struct Api {
    pub keys: JwtKeys,
}

#[derive(Role, Clone)]
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
    let token = req.bearer_token().ok_or(abort(401).detail("Missing bearer token"))?;
    api.keys.verify(token).map_err(|_| abort(401).detail("Invalid or expired token"))
}

#[exception_handler]
fn forbidden(_exc: Forbidden, resp: &mut Response) {
    resp.status(403).media(&json!({ "error": "Insufficient permissions" }));
}

#[get("/me")]
fn get_me(claims: &Claims, resp: &mut Response) {
    resp.media(&json!({ "user_id": claims.sub, "role": claims.role }));
}

#[get("/admin/users")]
#[require_role("admin")]
fn list_all_users() -> Value {
    json!({ "users": ["admin", "ed", "alice"] })
}

#[require_role("admin", "editor")]
#[get("/reports")]
async fn reports(api: &Api, claims: &Claims) -> Result<Media<Vec<&'static str>>, Problem> {
    let _ = (api, claims);
    tokio::time::sleep(Duration::from_millis(1)).await;
    Ok(Media(vec!["q1", "q2"]))
}

#[public]
#[post("/login")]
fn login(api: &Api, #[body] who: Login) -> Result<Value, Problem> {
    let role = match (who.username.as_str(), who.password.as_str()) {
        ("admin", "secret") => Role::Admin,
        ("ed", "secret") => Role::Editor,
        ("alice", "secret") => Role::User,
        _ => return Err(abort(401)),
    };
    let token = api.keys.issue_for(&Claims { sub: 1, role }, Duration::from_secs(3600)).map_err(|_| abort(500))?;
    Ok(json!({ "token": token }))
}

#[derive(Deserialize)]
struct Login {
    username: String,
    password: String,
}

#[tokio::main]
async fn main() -> responder::Result {
    Api { keys: JwtKeys::hs256_from_env("SECRET")? }.run().await
}
