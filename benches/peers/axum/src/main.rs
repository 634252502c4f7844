//! The service with axum: `server PORT [THREADS]`.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Path};
use axum::http::StatusCode;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::routing::{get, post};
use axum::{Json, Router};
use peers_service::{Claims, FURTHER, MESSAGE, Me, Message, PLAINTEXT, Start, Tokens, USERS, User, length, waits};

struct Caller(Claims);

impl FromRequestParts<Arc<Tokens>> for Caller {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, tokens: &Arc<Tokens>) -> Result<Self, StatusCode> {
        let authorization = parts.headers.get(AUTHORIZATION).map(|value| value.as_bytes());
        tokens.verify(authorization).map(Caller).ok_or(StatusCode::UNAUTHORIZED)
    }
}

async fn plaintext() -> &'static str {
    PLAINTEXT
}

async fn message() -> Json<Message> {
    Json(MESSAGE)
}

async fn user(Path(id): Path<u64>) -> Json<User> {
    Json(User::new(id))
}

async fn me(Caller(claims): Caller) -> Result<Json<Me>, StatusCode> {
    claims.me().map(Json).ok_or(StatusCode::UNAUTHORIZED)
}

async fn users(Caller(claims): Caller) -> Result<Json<[User; 2]>, StatusCode> {
    if claims.is_admin() { Ok(Json(USERS)) } else { Err(StatusCode::FORBIDDEN) }
}

async fn upload(text: String) -> String {
    length(&text)
}

async fn further(Path(id): Path<String>) -> String {
    id
}

fn main() -> std::io::Result<()> {
    let start = Start::from_args();
    let mut router = Router::new()
        .route("/plaintext", get(plaintext))
        .route("/json", get(message))
        .route("/users/{id}", get(user))
        .route("/me", get(me))
        .route("/admin/users", get(users))
        .route("/waits", get(waits))
        .route("/upload", post(upload));
    for n in 0..FURTHER {
        router = router.route(&format!("/r{n}/items/{{id}}"), get(further));
    }
    let router = router.with_state(Arc::new(Tokens::default()));
    start.block_on(async {
        let listener = tokio::net::TcpListener::bind(start.address).await?;
        let listener = axum::serve::ListenerExt::tap_io(listener, |stream| drop(stream.set_nodelay(true)));
        axum::serve(listener, router).await
    })
}
