//! The service with Rocket: `server PORT [THREADS]`.

use peers_service::{Claims, FURTHER, MESSAGE, Me, Message, PLAINTEXT, Start, Tokens, USERS, User, length};
use rocket::http::Status;
use rocket::request::{FromRequest, Outcome, Request};
use rocket::serde::json::Json;
use rocket::{Config, State, get, post, routes};

struct Caller(Claims);

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Caller {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        let Outcome::Success(tokens) = request.guard::<&State<Tokens>>().await else {
            return Outcome::Error((Status::InternalServerError, ()));
        };
        match tokens.verify(request.headers().get_one("Authorization").map(str::as_bytes)) {
            Some(claims) => Outcome::Success(Caller(claims)),
            None => Outcome::Error((Status::Unauthorized, ())),
        }
    }
}

#[get("/plaintext")]
async fn plaintext() -> &'static str {
    PLAINTEXT
}

#[get("/json")]
async fn message() -> Json<Message> {
    Json(MESSAGE)
}

#[get("/users/<id>")]
async fn user(id: u64) -> Json<User> {
    Json(User::new(id))
}

#[get("/me")]
async fn me(caller: Caller) -> Result<Json<Me>, Status> {
    caller.0.me().map(Json).ok_or(Status::Unauthorized)
}

#[get("/admin/users")]
async fn users(caller: Caller) -> Result<Json<[User; 2]>, Status> {
    if caller.0.is_admin() { Ok(Json(USERS)) } else { Err(Status::Forbidden) }
}

#[get("/waits")]
async fn waits() -> &'static str {
    peers_service::waits().await
}

#[post("/upload", data = "<text>")]
async fn upload(text: String) -> String {
    length(&text)
}

#[get("/items/<id>")]
async fn further(id: &str) -> String {
    id.to_owned()
}

fn main() -> Result<(), rocket::Error> {
    let start = Start::from_args();
    let config = Config {
        address: start.address.ip(),
        port: start.address.port(),
        workers: start.threads,
        log_level: rocket::config::LogLevel::Off,
        ..Config::release_default()
    };
    let mut rocket = rocket::custom(&config)
        .manage(Tokens::default())
        .mount("/", routes![plaintext, message, user, me, users, waits, upload]);
    for n in 0..FURTHER {
        rocket = rocket.mount(format!("/r{n}"), routes![further]);
    }
    start.block_on(async { rocket.launch().await.map(drop) })
}
