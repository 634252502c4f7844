use std::rc::Rc;

use axum::Router;
use axum::routing::get;

async fn count() -> String {
    let count = Rc::new(1);
    tokio::task::yield_now().await;
    count.to_string()
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let app = Router::new().route("/count", get(count));
    let listener = tokio::net::TcpListener::bind(std::env::var("ADDRESS").expect("ADDRESS")).await?;
    axum::serve(listener, app).await
}
