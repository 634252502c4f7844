use actix_web::{App, HttpServer, get, web};

struct UserId(u64);

#[get("/users/{id}")]
async fn user(id: web::Path<UserId>) -> String {
    format!("user {}", id.0)
}

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    HttpServer::new(|| App::new().service(user)).bind(std::env::var("ADDRESS").expect("ADDRESS"))?.run().await
}
