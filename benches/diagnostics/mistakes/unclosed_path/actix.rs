use actix_web::{App, HttpServer, get, web};

#[get("/users/{id")]
async fn user(id: web::Path<String>) -> String {
    format!("user {id}")
}

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    HttpServer::new(|| App::new().service(user)).bind(std::env::var("ADDRESS").expect("ADDRESS"))?.run().await
}
