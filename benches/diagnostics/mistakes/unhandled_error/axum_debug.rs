use axum::Router;
use axum::routing::get;

struct OutOfStock;

#[axum::debug_handler]
async fn order() -> Result<String, OutOfStock> {
    Err(OutOfStock)
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let app = Router::new().route("/order", get(order));
    let listener = tokio::net::TcpListener::bind(std::env::var("ADDRESS").expect("ADDRESS")).await?;
    axum::serve(listener, app).await
}
