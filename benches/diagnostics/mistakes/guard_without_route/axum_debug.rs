use axum::Router;
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::routing::get;

struct Admin;

impl<S: Send + Sync> FromRequestParts<S> for Admin {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Admin, StatusCode> {
        match parts.headers.get("authorization").and_then(|value| value.to_str().ok()?.strip_prefix("Bearer ")) {
            Some("admin") => Ok(Admin),
            Some(_) => Err(StatusCode::FORBIDDEN),
            None => Err(StatusCode::UNAUTHORIZED),
        }
    }
}

#[axum::debug_handler]
async fn orders(_admin: Admin) -> &'static str {
    "1, 2"
}

#[axum::debug_handler]
async fn users(_admin: Admin) -> &'static str {
    "ann, bob"
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let app = Router::new().route("/admin/orders", get(orders));
    let listener = tokio::net::TcpListener::bind(std::env::var("ADDRESS").expect("ADDRESS")).await?;
    axum::serve(listener, app).await
}
