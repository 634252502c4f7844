//! The service with actix-web: `server PORT [THREADS]`.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::error::{ErrorForbidden, ErrorInternalServerError, ErrorUnauthorized};
use actix_web::http::header::AUTHORIZATION;
use actix_web::web::{self, Data, Json, Path};
use actix_web::{App, Error, FromRequest, HttpRequest, HttpServer};
use peers_service::{Claims, FURTHER, MESSAGE, Me, Message, PLAINTEXT, Start, Tokens, USERS, User, length, waits};

struct Caller(Claims);

impl FromRequest for Caller {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let Some(tokens) = request.app_data::<Data<Tokens>>() else {
            return ready(Err(ErrorInternalServerError("no tokens")));
        };
        let authorization = request.headers().get(AUTHORIZATION).map(|value| value.as_bytes());
        ready(tokens.verify(authorization).map(Caller).ok_or_else(|| ErrorUnauthorized("")))
    }
}

async fn plaintext() -> &'static str {
    PLAINTEXT
}

async fn message() -> Json<Message> {
    Json(MESSAGE)
}

async fn user(id: Path<u64>) -> Json<User> {
    Json(User::new(*id))
}

async fn me(Caller(claims): Caller) -> Result<Json<Me>, Error> {
    claims.me().map(Json).ok_or_else(|| ErrorUnauthorized(""))
}

async fn users(Caller(claims): Caller) -> Result<Json<[User; 2]>, Error> {
    if claims.is_admin() { Ok(Json(USERS)) } else { Err(ErrorForbidden("")) }
}

async fn upload(text: String) -> String {
    length(&text)
}

async fn further(id: Path<String>) -> String {
    id.into_inner()
}

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let start = Start::from_args();
    let tokens = Data::new(Tokens::default());
    let server = HttpServer::new(move || {
        let mut app = App::new()
            .app_data(tokens.clone())
            .route("/plaintext", web::get().to(plaintext))
            .route("/json", web::get().to(message))
            .route("/users/{id}", web::get().to(user))
            .route("/me", web::get().to(me))
            .route("/admin/users", web::get().to(users))
            .route("/waits", web::get().to(waits))
            .route("/upload", web::post().to(upload));
        for n in 0..FURTHER {
            app = app.route(&format!("/r{n}/items/{{id}}"), web::get().to(further));
        }
        app
    });
    server.workers(start.threads).bind(start.address)?.run().await
}
