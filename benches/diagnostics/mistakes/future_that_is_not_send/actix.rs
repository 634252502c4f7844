use std::rc::Rc;

use actix_web::{App, HttpServer, get};

#[get("/count")]
async fn count() -> String {
    let count = Rc::new(1);
    tokio::task::yield_now().await;
    count.to_string()
}

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    HttpServer::new(|| App::new().service(count)).bind(std::env::var("ADDRESS").expect("ADDRESS"))?.run().await
}
