use axum::Router;
use axum::extract::{Extension, Request};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::get;

#[derive(Clone)]
struct Claims {
    user: u64,
}

async fn authenticate(mut request: Request, next: Next) -> Result<Response, StatusCode> {
    let token = request.headers().get("authorization").and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    let user = token.and_then(|token| token.parse().ok()).ok_or(StatusCode::UNAUTHORIZED)?;
    request.extensions_mut().insert(Claims { user });
    Ok(next.run(request).await)
}

#[axum::debug_handler]
async fn orders(Extension(claims): Extension<Claims>) -> String {
    format!("orders of {}", claims.user)
}

#[axum::debug_handler]
async fn me(Extension(claims): Extension<Claims>) -> String {
    format!("user {}", claims.user)
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let app = Router::new().route("/shop/orders", get(orders)).layer(from_fn(authenticate)).route("/me", get(me));
    let listener = tokio::net::TcpListener::bind(std::env::var("ADDRESS").expect("ADDRESS")).await?;
    axum::serve(listener, app).await
}
