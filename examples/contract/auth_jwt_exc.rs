//! Exceptions for auth errors, and a page that documents the API.

use responder::prelude::*;
use serde::{Deserialize, Serialize};

use crate::login::{Credentials, DAY, keys};

#[api(title = "Auth", version = "1.0")]
pub struct Api {
    keys: JwtKeys,
}

pub fn api() -> responder::Result<Api> {
    Ok(Api { keys: keys()? })
}

struct AuthError {
    message: &'static str,
    status: u16,
}

impl AuthError {
    fn unauthorized(message: &'static str) -> Self {
        AuthError { message, status: 401 }
    }
}

#[exception_handler]
fn handle_auth_error(exc: AuthError, resp: &mut Response) {
    resp.status(exc.status).media(&json!({ "error": exc.message }));
    if exc.status == 401 {
        resp.header("WWW-Authenticate", "Bearer");
    }
}

#[derive(Serialize, Deserialize, Principal)]
struct Claims {
    sub: Value,
}

#[before_request]
fn auth_guard(req: &Request, api: &Api) -> Result<Claims, AuthError> {
    if !req.headers().contains_key("authorization") {
        return Err(AuthError::unauthorized("Missing authorization header"));
    }
    let token = req.bearer_token().ok_or(AuthError::unauthorized("Missing bearer token"))?;
    api.keys.verify(token).map_err(|_| AuthError::unauthorized("Invalid or expired token"))
}

#[post("/login")]
#[public]
fn login(api: &Api, #[body] who: Credentials) -> Result<Value, AuthError> {
    if !who.are_of("admin") {
        return Err(AuthError::unauthorized("Invalid credentials"));
    }
    let token = api.keys.issue_for(&Claims { sub: 1.into() }, DAY);
    token.map(|token| json!({ "token": token })).map_err(|_| AuthError { message: "No token", status: 500 })
}

#[post("/signup")]
#[public]
fn signup(#[body] who: Credentials) -> (Value, u16) {
    (json!({ "created": who.username() }), 201)
}

#[route("/health")]
#[public]
fn health() -> Value {
    json!({ "status": "healthy" })
}

#[route("/me")]
fn me(claims: &Claims) -> Value {
    json!({ "user_id": claims.sub })
}

#[route("/suspended")]
fn suspended() -> Result<(), AuthError> {
    Err(AuthError { message: "Account suspended", status: 403 })
}

#[route("/denied")]
fn denied() -> Result<(), AuthError> {
    Err(AuthError::unauthorized("Unauthorized"))
}

/// What the app knows of its routes, as an OpenAPI document (JSON, which is YAML too).
#[get("/schema.yml")]
#[public]
fn schema(resp: &mut Response) -> Result<(), Problem> {
    let routes = Api::routes().map_err(|_| abort(500))?;
    let mut paths = serde_json::Map::new();
    for route in routes {
        let methods = if route.methods.is_empty() { &["GET", "POST"][..] } else { route.methods };
        let security = if route.public { json!([]) } else { json!([{ "bearer": [] }]) };
        let operation = json!({ "operationId": route.name, "security": security, "responses": { "default": { "description": "" } } });
        let operations: serde_json::Map<_, _> =
            methods.iter().map(|method| (method.to_lowercase(), operation.clone())).collect();
        paths.insert(route.path, operations.into());
    }
    let document = json!({
        "openapi": "3.0.2",
        "info": { "title": "Auth", "version": "1.0" },
        "paths": paths,
        "components": { "securitySchemes": { "bearer": { "type": "http", "scheme": "bearer", "bearerFormat": "JWT" } } },
    });
    resp.content(document.to_string()).header("content-type", "application/yaml");
    Ok(())
}

#[get("/docs")]
#[public]
fn docs() -> Result<Html<String>, Problem> {
    let routes = Api::routes().map_err(|_| abort(500))?;
    let rows: String = routes
        .iter()
        .map(|route| {
            let methods = if route.methods.is_empty() { "any".into() } else { route.methods.join(", ") };
            let access = if route.public { "public" } else { "bearer token" };
            format!("<tr><td>{methods}</td><td><code>{}</code></td><td>{access}</td></tr>", route.path)
        })
        .collect();
    Ok(Html(format!(
        r#"<!doctype html><html lang="en"><title>Auth 1.0</title><h1>Auth 1.0</h1>
<table>{rows}</table><p><a href="/schema.yml">/schema.yml</a></p></html>"#
    )))
}
