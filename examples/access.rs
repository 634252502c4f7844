//! Who may do what, beyond roles: `cargo run --example access`.
//!
//! Scopes of tokens, a policy about one thing, pages that greet whoever is logged in, and a part of
//! the site for the staff. `cargo run --example access -- routes` prints who may call what; the same
//! text is committed as `examples/access.txt`, and a test fails when they differ.

use std::time::Duration;

use responder::prelude::*;
use serde::{Deserialize, Serialize};

/// Every route says who may call it, or does not compile.
#[api(title = "Notes", access = explicit)]
pub struct Api {
    keys: JwtKeys,
}

#[derive(Scope, Clone, Copy)]
pub enum Scope {
    #[scope("notes:read")]
    Read,
    #[scope("notes:write")]
    Write,
}

#[derive(Role, Clone, Copy)]
pub enum Role {
    Member,
    Staff,
}

#[derive(Serialize, Deserialize, Principal, Clone)]
pub struct Claims {
    pub sub: u64,
    #[principal(role)]
    pub role: Role,
    #[principal(scope)]
    #[serde(default)]
    pub scope: ScopeSet<Scope>,
}

/// No token is `None`: refused where somebody is required, and nobody where somebody is welcome.
#[before_request]
fn auth_guard(req: &Request, api: &Api) -> Result<Option<Claims>, Problem> {
    let Some(token) = req.bearer_token() else { return Ok(None) };
    Ok(Some(api.keys.verify(token)?))
}

/// Everything below `/staff` passes this one, too.
#[before_request(prefix = "/staff", order = 1, guard)]
fn from_the_office(req: &Request) -> Result<(), Problem> {
    match req.header("x-office") {
        Some(_) => Ok(()),
        None => Err(abort(403).detail("Only from the office")),
    }
}

#[derive(Clone, Copy)]
pub struct Note {
    id: u64,
    owner: u64,
    text: &'static str,
}

const NOTES: [Note; 2] = [Note { id: 1, owner: 1, text: "buy milk" }, Note { id: 2, owner: 2, text: "call home" }];

/// Looked up once per request. `None` is a 404 where a `&Note` is required.
#[dependency]
fn note(req: &Request) -> Option<Note> {
    let id: u64 = req.params().get("id")?.parse().ok()?;
    NOTES.into_iter().find(|note| note.id == id)
}

/// A note is its owner's. It finds the route's `id` by its name.
#[policy]
fn owns(claims: &Claims, id: u64) -> bool {
    NOTES.iter().any(|note| note.id == id && note.owner == claims.sub)
}

#[get("/")]
#[public]
fn index(claims: Option<&Claims>) -> String {
    match claims {
        Some(claims) => format!("hello, user {}", claims.sub),
        None => "hello, stranger".into(),
    }
}

#[get("/notes/{id:int}")]
#[require_scope("notes:read")]
#[require(owns)]
fn read(id: u64, note: &Note) -> Value {
    json!({ "id": id, "text": note.text })
}

#[delete("/notes/{id:int}")]
#[require_scope("notes:read", "notes:write")]
#[require(owns)]
fn remove(id: u64) -> Value {
    json!({ "removed": id })
}

#[get("/me")]
#[require(Claims)]
fn me(claims: &Claims) -> Value {
    json!({ "user_id": claims.sub })
}

#[get("/staff/notes")]
#[require_role("staff")]
fn all() -> Value {
    json!({ "notes": NOTES.len() })
}

#[derive(Deserialize)]
pub struct Credentials {
    user: u64,
    password: String,
    #[serde(default)]
    scope: ScopeSet<Scope>,
}

#[post("/token")]
#[public]
fn token(api: &Api, #[body] who: Credentials) -> Result<Value, Problem> {
    if who.password != "secret" {
        return Err(abort(401).detail("Invalid credentials").challenge("Bearer"));
    }
    let role = if who.user == 1 { Role::Staff } else { Role::Member };
    let claims = Claims { sub: who.user, role, scope: who.scope };
    Ok(json!({ "token": api.keys.issue_for(&claims, Duration::from_secs(3600))? }))
}

#[tokio::main]
async fn main() -> responder::Result {
    let app = Api { keys: JwtKeys::hs256_from_env("SECRET")? }.into_app()?;
    if std::env::args().nth(1).as_deref() == Some("routes") {
        print!("{}", app.access_matrix());
        return Ok(());
    }
    app.run().await
}

pub fn api() -> Api {
    Api { keys: JwtKeys::hs256("a secret for the tests of this example").expect("long enough") }
}
