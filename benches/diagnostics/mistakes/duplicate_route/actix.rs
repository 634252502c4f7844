use actix_web::{App, HttpServer, get, web};

#[get("/users/{id}")]
async fn by_id(id: web::Path<String>) -> String {
    format!("user {id}")
}

#[get("/users/{name}")]
async fn by_name(name: web::Path<String>) -> String {
    format!("user called {name}")
}

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    HttpServer::new(|| App::new().service(by_id).service(by_name))
        .bind(std::env::var("ADDRESS").expect("ADDRESS"))?
        .run()
        .await
}
