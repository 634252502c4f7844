//! The whole authentication guide in one program: `cargo run --example auth`.
//!
//! Bearer tokens with roles for programs, sessions for browsers (in an API of their own, below
//! `/web`), and an API key for machines. The README shows what to type.

use std::time::Duration;

use responder::prelude::*;
use serde::{Deserialize, Serialize};

#[api(title = "Auth guide", version = "1.0")]
pub struct Api {
    jwt: JwtKeys,
    machines: ApiKeys,
    #[sessions]
    sessions: Sessions,
}

#[derive(Role, Clone, Copy, PartialEq)]
pub enum Role {
    Admin,
    User,
}

#[derive(Serialize, Deserialize, Principal, Clone)]
pub struct Claims {
    pub sub: u64,
    #[principal(role)]
    pub role: Role,
}

#[derive(Debug, thiserror::Error)]
pub enum AuthError {
    #[error("Missing bearer token")]
    Missing,
    #[error("Invalid or expired token")]
    Invalid,
    #[error("Invalid credentials")]
    Credentials,
}

/// Every route that is not `#[public]` passes this, and may read the `Claims`.
///
/// A bearer token, a browser's session or a machine's key: the first that is there decides.
#[before_request]
fn auth_guard(req: &Request, session: &Session, api: &Api) -> Result<Claims, AuthError> {
    if let Some(token) = req.bearer_token() {
        return api.jwt.verify(token).map_err(|_| AuthError::Invalid);
    }
    if let Some(key) = req.api_key("X-API-Key") {
        let machine = api.machines.verify(key).ok_or(AuthError::Invalid)?;
        return Ok(Claims { sub: 1000 + machine as u64, role: Role::User });
    }
    session.user().ok_or(AuthError::Missing)
}

#[exception_handler]
fn handle_auth_error(exc: AuthError, req: &Request, resp: &mut Response) {
    let is_browser = req.header("accept").is_some_and(|accept| accept.contains("text/html"));
    match exc {
        AuthError::Missing if is_browser => {
            resp.redirect("/web/login");
            return;
        }
        AuthError::Invalid => resp.header("WWW-Authenticate", r#"Bearer error="invalid_token""#),
        AuthError::Missing | AuthError::Credentials => resp.header("WWW-Authenticate", "Bearer"),
    };
    resp.status(401).media(&json!({ "error": exc.to_string() }));
}

#[exception_handler]
fn handle_forbidden(exc: Forbidden, resp: &mut Response) {
    resp.status(403).media(&json!({ "error": exc.to_string() }));
}

#[derive(Deserialize)]
pub struct Credentials {
    username: String,
    password: String,
}

/// In place of a database.
#[derive(Serialize, Clone, Copy)]
pub struct User {
    id: u64,
    name: &'static str,
    role: Role,
}

const USERS: [User; 2] =
    [User { id: 1, name: "admin", role: Role::Admin }, User { id: 2, name: "alice", role: Role::User }];

fn check(who: &Credentials) -> Result<Claims, AuthError> {
    let user = USERS.iter().find(|user| user.name == who.username && who.password == "secret");
    user.map(|user| Claims { sub: user.id, role: user.role }).ok_or(AuthError::Credentials)
}

#[post("/login")]
#[public]
async fn login(api: &Api, #[body] who: Credentials) -> Result<Value, AuthError> {
    let claims = check(&who)?;
    let token = api.jwt.issue_for(&claims, Duration::from_secs(24 * 3600)).map_err(|_| AuthError::Invalid)?;
    Ok(json!({ "token": token }))
}

#[get("/health")]
#[public]
fn health() -> Value {
    json!({ "status": "healthy" })
}

#[get("/me")]
fn get_me(claims: &Claims, resp: &mut Response) {
    resp.media(&json!({ "user_id": claims.sub, "role": claims.role }));
}

#[get("/admin/users")]
#[require_role("admin")]
fn list_all_users() -> Media<&'static [User]> {
    Media(&USERS)
}

/// The pages for browsers: a part of the API, with the same guard.
mod web {
    use super::{Credentials, check};
    use responder::prelude::*;

    #[api(within = super::Api, prefix = "/web")]
    struct Api;

    #[get("/login")]
    #[public]
    fn login_page() -> Html<&'static str> {
        Html(
            r#"<!doctype html><html lang="en"><title>Log in</title>
<form method="post"><h1>Log in</h1>
<label>User name <input name="username" required autofocus></label>
<label>Password <input name="password" type="password" required></label>
<button>Log in</button></form></html>"#,
        )
    }

    #[post("/login")]
    #[public]
    fn login(session: &Session, resp: &mut Response, #[body] who: Credentials) -> Result<(), super::AuthError> {
        let claims = check(&who)?;
        session.login(claims);
        resp.redirect("/web/dashboard");
        Ok(())
    }

    #[get("/dashboard")]
    fn dashboard(claims: &super::Claims) -> Html<String> {
        Html(format!(
            r#"<!doctype html><html lang="en"><title>Dashboard</title><h1>Welcome, user {}!</h1>
<form method="post" action="/web/logout"><button>Log out</button></form></html>"#,
            claims.sub
        ))
    }

    #[post("/logout")]
    fn logout(session: &Session, resp: &mut Response) {
        session.logout();
        resp.redirect("/web/login");
    }
}

#[tokio::main]
async fn main() -> responder::Result {
    Api {
        jwt: JwtKeys::hs256_from_env("SECRET")?,
        machines: ApiKeys::new(std::env::var("MACHINE_KEYS").unwrap_or_default().split(',')),
        sessions: Sessions::from_env()?,
    }
    .run()
    .await
}

pub fn api() -> Api {
    let secret = "a secret for the tests of this example";
    Api {
        jwt: JwtKeys::hs256(secret).expect("long enough"),
        machines: ApiKeys::new(["sk-abc123"]),
        sessions: Sessions::signed(secret).expect("long enough"),
    }
}
