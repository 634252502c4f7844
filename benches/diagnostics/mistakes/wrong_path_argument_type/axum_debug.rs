use axum::Router;
use axum::extract::Path;
use axum::routing::get;

struct UserId(u64);

#[axum::debug_handler]
async fn user(Path(id): Path<UserId>) -> String {
    format!("user {}", id.0)
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let app = Router::new().route("/users/{id}", get(user));
    let listener = tokio::net::TcpListener::bind(std::env::var("ADDRESS").expect("ADDRESS")).await?;
    axum::serve(listener, app).await
}
