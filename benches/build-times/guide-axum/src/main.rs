//! What `examples/auth.rs` is, with axum, `jsonwebtoken`, the cookies of `axum-extra`, and `tower-http`.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use axum::extract::{FromRef, FromRequestParts, Request, State};
use axum::http::header::{ACCEPT, AUTHORIZATION, HeaderName, WWW_AUTHENTICATE};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Extension, Form, Json, Router};
use axum_extra::extract::SignedCookieJar;
use axum_extra::extract::cookie::{Cookie, Key, SameSite};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;

struct Keys {
    signing: EncodingKey,
    verifying: DecodingKey,
    machines: HashSet<String>,
    cookies: Key,
}

#[derive(Clone)]
struct Api(Arc<Keys>);

impl FromRef<Api> for Key {
    fn from_ref(api: &Api) -> Key {
        api.0.cookies.clone()
    }
}

#[derive(Serialize, Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Role {
    Admin,
    User,
}

#[derive(Serialize, Deserialize, Clone)]
struct Claims {
    sub: String,
    role: Role,
    exp: u64,
}

#[derive(Debug, thiserror::Error)]
enum AuthError {
    #[error("Missing bearer token")]
    Missing,
    #[error("Invalid or expired token")]
    Invalid,
    #[error("Invalid credentials")]
    Credentials,
}

impl IntoResponse for AuthError {
    fn into_response(self) -> Response {
        let challenge = match self {
            AuthError::Invalid => r#"Bearer error="invalid_token""#,
            AuthError::Missing | AuthError::Credentials => "Bearer",
        };
        let body = Json(json!({ "error": self.to_string() }));
        (StatusCode::UNAUTHORIZED, [(WWW_AUTHENTICATE, challenge)], body).into_response()
    }
}

impl FromRequestParts<Api> for Claims {
    type Rejection = AuthError;

    async fn from_request_parts(parts: &mut Parts, api: &Api) -> Result<Self, AuthError> {
        let text = |name: HeaderName| parts.headers.get(name).and_then(|value| value.to_str().ok());
        if let Some(authorization) = text(AUTHORIZATION) {
            let token = authorization.strip_prefix("Bearer ").ok_or(AuthError::Invalid)?;
            let token = jsonwebtoken::decode(token, &api.0.verifying, &Validation::new(Algorithm::HS256));
            return token.map(|token| token.claims).map_err(|_| AuthError::Invalid);
        }
        if let Some(key) = text(HeaderName::from_static("x-api-key")) {
            let known = api.0.machines.contains(key);
            return known.then(|| claims(1000, Role::User)).ok_or(AuthError::Invalid);
        }
        let cookies = SignedCookieJar::from_headers(&parts.headers, api.0.cookies.clone());
        let session = cookies.get("session").and_then(|session| serde_json::from_str(session.value()).ok());
        session.filter(|session: &Claims| session.exp > now()).ok_or(AuthError::Missing)
    }
}

fn now() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

fn claims(id: u64, role: Role) -> Claims {
    Claims { sub: id.to_string(), role, exp: now() + 24 * 3600 }
}

#[derive(Deserialize)]
struct Credentials {
    username: String,
    password: String,
}

#[derive(Serialize, Clone, Copy)]
struct User {
    id: u64,
    name: &'static str,
    role: Role,
}

const USERS: [User; 2] =
    [User { id: 1, name: "admin", role: Role::Admin }, User { id: 2, name: "alice", role: Role::User }];

fn check(who: &Credentials) -> Result<Claims, AuthError> {
    let user = USERS.iter().find(|user| user.name == who.username && who.password == "secret");
    user.map(|user| claims(user.id, user.role)).ok_or(AuthError::Credentials)
}

async fn login(State(api): State<Api>, Json(who): Json<Credentials>) -> Result<Json<Value>, AuthError> {
    let token = jsonwebtoken::encode(&Header::new(Algorithm::HS256), &check(&who)?, &api.0.signing);
    Ok(Json(json!({ "token": token.map_err(|_| AuthError::Invalid)? })))
}

async fn health() -> Json<Value> {
    Json(json!({ "status": "healthy" }))
}

async fn me(Extension(claims): Extension<Claims>) -> Json<Value> {
    Json(json!({ "user_id": claims.sub, "role": claims.role }))
}

async fn users(Extension(claims): Extension<Claims>) -> Response {
    match claims.role {
        Role::Admin => Json(USERS).into_response(),
        Role::User => (StatusCode::FORBIDDEN, Json(json!({ "error": "Forbidden" }))).into_response(),
    }
}

async fn login_page() -> Html<&'static str> {
    Html(
        r#"<!doctype html><html lang="en"><title>Log in</title>
<form method="post"><h1>Log in</h1>
<label>User name <input name="username" required autofocus></label>
<label>Password <input name="password" type="password" required></label>
<button>Log in</button></form></html>"#,
    )
}

async fn web_login(cookies: SignedCookieJar, Form(who): Form<Credentials>) -> Result<Response, AuthError> {
    let session = serde_json::to_string(&check(&who)?).map_err(|_| AuthError::Invalid)?;
    let session = Cookie::build(("session", session)).path("/").http_only(true).same_site(SameSite::Lax);
    Ok((cookies.add(session), Redirect::to("/web/dashboard")).into_response())
}

async fn dashboard(Extension(claims): Extension<Claims>) -> Html<String> {
    Html(format!(
        r#"<!doctype html><html lang="en"><title>Dashboard</title><h1>Welcome, user {}!</h1>
<form method="post" action="/web/logout"><button>Log out</button></form></html>"#,
        claims.sub
    ))
}

async fn logout(cookies: SignedCookieJar) -> Response {
    (cookies.remove(Cookie::build("session").path("/")), Redirect::to("/web/login")).into_response()
}

async fn guard(State(api): State<Api>, request: Request, next: Next) -> Result<Response, AuthError> {
    let (mut parts, body) = request.into_parts();
    match Claims::from_request_parts(&mut parts, &api).await {
        Ok(claims) => {
            parts.extensions.insert(claims);
            Ok(next.run(Request::from_parts(parts, body)).await)
        }
        Err(AuthError::Missing) if wants_html(&parts) => Ok(Redirect::to("/web/login").into_response()),
        Err(error) => Err(error),
    }
}

fn wants_html(parts: &Parts) -> bool {
    parts.headers.get(ACCEPT).and_then(|accept| accept.to_str().ok()).is_some_and(|accept| accept.contains("text/html"))
}

fn secret(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set"))
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let secret_key = secret("SECRET");
    let api = Api(Arc::new(Keys {
        signing: EncodingKey::from_secret(secret_key.as_bytes()),
        verifying: DecodingKey::from_secret(secret_key.as_bytes()),
        machines: std::env::var("MACHINE_KEYS").unwrap_or_default().split(',').map(str::to_owned).collect(),
        cookies: Key::from(secret("COOKIE_KEY").as_bytes()),
    }));
    let field = |name: &'static str, value: &'static str| {
        SetResponseHeaderLayer::if_not_present(HeaderName::from_static(name), HeaderValue::from_static(value))
    };
    let guarded = Router::new()
        .route("/me", get(me))
        .route("/admin/users", get(users))
        .route("/web/dashboard", get(dashboard))
        .route("/web/logout", post(logout))
        .route_layer(from_fn_with_state(api.clone(), guard));
    let router = Router::new()
        .route("/login", post(login))
        .route("/health", get(health))
        .route("/web/login", get(login_page).post(web_login))
        .merge(guarded)
        .layer(field("x-content-type-options", "nosniff"))
        .layer(field("x-frame-options", "SAMEORIGIN"))
        .layer(field("referrer-policy", "strict-origin-when-cross-origin"))
        .layer(RequestBodyLimitLayer::new(2 * 1024 * 1024))
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, Duration::from_secs(60)))
        .layer(CompressionLayer::new())
        .layer(CatchPanicLayer::new())
        .layer(TraceLayer::new_for_http())
        .with_state(api);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:5042").await?;
    let stop = async { drop(tokio::signal::ctrl_c().await) };
    axum::serve(listener, router).with_graceful_shutdown(stop).await
}
