//! The service with xitca-web: `server PORT [THREADS]`.

use std::sync::Arc;

use peers_service::{Claims, FURTHER, MESSAGE, Me, Message, PLAINTEXT, Start, Tokens, USERS, User, length, waits};
use xitca_web::App;
use xitca_web::handler::handler_service;
use xitca_web::handler::json::Json;
use xitca_web::handler::params::Params;
use xitca_web::handler::state::StateRef;
use xitca_web::http::StatusCode;
use xitca_web::http::header::{AUTHORIZATION, HeaderMap};
use xitca_web::route::{get, post};

fn caller(tokens: &Tokens, headers: &HeaderMap) -> Result<Claims, StatusCode> {
    let authorization = headers.get(AUTHORIZATION).map(|value| value.as_bytes());
    tokens.verify(authorization).ok_or(StatusCode::UNAUTHORIZED)
}

async fn plaintext() -> &'static str {
    PLAINTEXT
}

async fn message() -> Json<Message> {
    Json(MESSAGE)
}

async fn user(Params(id): Params<u64>) -> Json<User> {
    Json(User::new(id))
}

async fn me(
    StateRef(tokens): StateRef<'_, Arc<Tokens>>,
    headers: &HeaderMap,
) -> Result<Json<Me>, StatusCode> {
    caller(tokens, headers)?.me().map(Json).ok_or(StatusCode::UNAUTHORIZED)
}

async fn users(
    StateRef(tokens): StateRef<'_, Arc<Tokens>>,
    headers: &HeaderMap,
) -> Result<Json<[User; 2]>, StatusCode> {
    if caller(tokens, headers)?.is_admin() { Ok(Json(USERS)) } else { Err(StatusCode::FORBIDDEN) }
}

async fn upload(text: String) -> String {
    length(&text)
}

async fn further(Params(id): Params<String>) -> String {
    id
}

fn main() -> std::io::Result<()> {
    let start = Start::from_args();
    let mut app = App::new()
        .with_state(Arc::new(Tokens::default()))
        .at("/plaintext", get(handler_service(plaintext)))
        .at("/json", get(handler_service(message)))
        .at("/users/{id}", get(handler_service(user)))
        .at("/me", get(handler_service(me)))
        .at("/admin/users", get(handler_service(users)))
        .at("/waits", get(handler_service(waits)))
        .at("/upload", post(handler_service(upload)));
    for n in 0..FURTHER {
        // The router keeps its paths for as long as the program runs.
        app = app.at(format!("/r{n}/items/{{id}}").leak() as &'static str, get(handler_service(further)));
    }
    app.serve().worker_threads(start.threads).bind(start.address)?.run().wait()
}
