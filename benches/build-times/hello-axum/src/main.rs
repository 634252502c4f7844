//! What `examples/hello.rs` is, with axum.

use axum::Router;
use axum::extract::Path;
use axum::routing::get;

async fn hello(Path(who): Path<String>) -> String {
    format!("hello, {who}!")
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:5042").await?;
    axum::serve(listener, Router::new().route("/hello/{who}", get(hello))).await
}
