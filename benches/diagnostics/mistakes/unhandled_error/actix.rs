use actix_web::{App, HttpServer, get};

struct OutOfStock;

#[get("/order")]
async fn order() -> Result<String, OutOfStock> {
    Err(OutOfStock)
}

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    HttpServer::new(|| App::new().service(order)).bind(std::env::var("ADDRESS").expect("ADDRESS"))?.run().await
}
