use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::routing::get;

#[axum::debug_handler]
async fn users(State(users): State<Arc<Mutex<Vec<String>>>>) -> String {
    users.lock().unwrap().join(", ")
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let app = Router::new().route("/users", get(users));
    let listener = tokio::net::TcpListener::bind(std::env::var("ADDRESS").expect("ADDRESS")).await?;
    axum::serve(listener, app).await
}
