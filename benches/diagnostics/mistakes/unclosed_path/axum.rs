use axum::Router;
use axum::extract::Path;
use axum::routing::get;

async fn user(Path(id): Path<String>) -> String {
    format!("user {id}")
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let app = Router::new().route("/users/{id", get(user));
    let listener = tokio::net::TcpListener::bind(std::env::var("ADDRESS").expect("ADDRESS")).await?;
    axum::serve(listener, app).await
}
