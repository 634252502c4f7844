//! The service with ntex: `server PORT [THREADS]`.

use std::sync::Arc;

use ntex::http::StatusCode;
use ntex::http::header::AUTHORIZATION;
use ntex::web::types::{Path, State};
use ntex::web::{self, App, HttpRequest, HttpResponse};
use peers_service::{Claims, FURTHER, MESSAGE, PLAINTEXT, Start, Tokens, USERS, User, length, waits};

type Shared = State<Arc<Tokens>>;

fn caller(request: &HttpRequest, tokens: &Tokens) -> Option<Claims> {
    tokens.verify(request.headers().get(AUTHORIZATION).map(|value| value.as_bytes()))
}

async fn plaintext() -> &'static str {
    PLAINTEXT
}

async fn message() -> HttpResponse {
    HttpResponse::Ok().json(&MESSAGE)
}

async fn user(id: Path<u64>) -> HttpResponse {
    HttpResponse::Ok().json(&User::new(*id))
}

async fn me(request: HttpRequest, tokens: Shared) -> HttpResponse {
    match caller(&request, &tokens).and_then(|claims| claims.me()) {
        Some(me) => HttpResponse::Ok().json(&me),
        None => HttpResponse::new(StatusCode::UNAUTHORIZED),
    }
}

async fn users(request: HttpRequest, tokens: Shared) -> HttpResponse {
    match caller(&request, &tokens) {
        Some(claims) if claims.is_admin() => HttpResponse::Ok().json(&USERS),
        Some(_) => HttpResponse::new(StatusCode::FORBIDDEN),
        None => HttpResponse::new(StatusCode::UNAUTHORIZED),
    }
}

async fn upload(text: String) -> String {
    length(&text)
}

async fn further(id: Path<String>) -> String {
    id.into_inner()
}

#[ntex::main]
async fn main() -> std::io::Result<()> {
    let start = Start::from_args();
    let tokens = Arc::new(Tokens::default());
    let server = web::server(async move || {
        let mut app = App::new()
            .state(Arc::clone(&tokens))
            .route("/plaintext", web::get().to(plaintext))
            .route("/json", web::get().to(message))
            .route("/users/{id}", web::get().to(user))
            .route("/me", web::get().to(me))
            .route("/admin/users", web::get().to(users))
            .route("/waits", web::get().to(waits))
            .route("/upload", web::post().to(upload));
        for n in 0..FURTHER {
            app = app.route(format!("/r{n}/items/{{id}}").leak() as &'static str, web::get().to(further));
        }
        app
    });
    server.workers(start.threads).bind(start.address)?.run().await
}
