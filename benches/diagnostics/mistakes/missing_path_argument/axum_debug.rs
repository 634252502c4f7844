use axum::Router;
use axum::routing::get;

#[axum::debug_handler]
async fn user() -> String {
    "a user".to_owned()
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let app = Router::new().route("/users/{id}", get(user));
    let listener = tokio::net::TcpListener::bind(std::env::var("ADDRESS").expect("ADDRESS")).await?;
    axum::serve(listener, app).await
}
