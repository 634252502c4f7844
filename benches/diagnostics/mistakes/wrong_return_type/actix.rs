use actix_web::{App, HttpServer, get};

struct User {
    name: String,
}

#[get("/user")]
async fn user() -> User {
    User { name: "ann".to_owned() }
}

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    HttpServer::new(|| App::new().service(user)).bind(std::env::var("ADDRESS").expect("ADDRESS"))?.run().await
}
