use std::sync::Mutex;

use actix_web::{App, HttpServer, get, web};

#[get("/users")]
async fn users(users: web::Data<Mutex<Vec<String>>>) -> String {
    users.lock().unwrap().join(", ")
}

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    HttpServer::new(|| App::new().service(users)).bind(std::env::var("ADDRESS").expect("ADDRESS"))?.run().await
}
