use axum::Router;
use axum::extract::{Extension, Request};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::get;

#[derive(Clone)]
struct Claims {
    role: String,
}

async fn authenticate(mut request: Request, next: Next) -> Result<Response, StatusCode> {
    let token = request.headers().get("authorization").and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    let role = token.ok_or(StatusCode::UNAUTHORIZED)?.to_owned();
    request.extensions_mut().insert(Claims { role });
    Ok(next.run(request).await)
}

async fn require_admin(
    Extension(claims): Extension<Claims>,
    request: Request,
    next: Next,
) -> Result<Response, StatusCode> {
    if claims.role != "admn" {
        return Err(StatusCode::FORBIDDEN);
    }
    Ok(next.run(request).await)
}

async fn users() -> &'static str {
    "ann, bob"
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let app =
        Router::new().route("/admin/users", get(users)).layer(from_fn(require_admin)).layer(from_fn(authenticate));
    let listener = tokio::net::TcpListener::bind(std::env::var("ADDRESS").expect("ADDRESS")).await?;
    axum::serve(listener, app).await
}
