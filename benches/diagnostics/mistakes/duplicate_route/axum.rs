use axum::Router;
use axum::extract::Path;
use axum::routing::get;

async fn by_id(Path(id): Path<String>) -> String {
    format!("user {id}")
}

async fn by_name(Path(name): Path<String>) -> String {
    format!("user called {name}")
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let app = Router::new().route("/users/{id}", get(by_id)).route("/users/{name}", get(by_name));
    let listener = tokio::net::TcpListener::bind(std::env::var("ADDRESS").expect("ADDRESS")).await?;
    axum::serve(listener, app).await
}
