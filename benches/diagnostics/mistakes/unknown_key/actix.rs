use actix_web::{App, HttpServer, get};

#[get("/users", naem = "list")]
async fn users() -> &'static str {
    "ann, bob"
}

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    HttpServer::new(|| App::new().service(users)).bind(std::env::var("ADDRESS").expect("ADDRESS"))?.run().await
}
