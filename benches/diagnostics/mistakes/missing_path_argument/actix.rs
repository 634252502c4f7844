use actix_web::{App, HttpServer, get};

#[get("/users/{id}")]
async fn user() -> String {
    "a user".to_owned()
}

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    HttpServer::new(|| App::new().service(user)).bind(std::env::var("ADDRESS").expect("ADDRESS"))?.run().await
}
