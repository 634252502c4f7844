use axum::Router;
use axum::routing::get;

struct User {
    name: String,
}

#[axum::debug_handler]
async fn user() -> User {
    User { name: "ann".to_owned() }
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let app = Router::new().route("/user", get(user));
    let listener = tokio::net::TcpListener::bind(std::env::var("ADDRESS").expect("ADDRESS")).await?;
    axum::serve(listener, app).await
}
