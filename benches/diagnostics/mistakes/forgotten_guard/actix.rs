use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::ErrorUnauthorized;
use actix_web::middleware::{Next, from_fn};
use actix_web::{App, Error, HttpMessage, HttpServer, get, web};

#[derive(Clone)]
struct Claims {
    user: u64,
}

async fn authenticate(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let token = request.headers().get("authorization").and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    let user = token.and_then(|token| token.parse().ok()).ok_or_else(|| ErrorUnauthorized("no token"))?;
    request.extensions_mut().insert(Claims { user });
    next.call(request).await
}

#[get("/orders")]
async fn orders(claims: web::ReqData<Claims>) -> String {
    format!("orders of {}", claims.user)
}

#[get("/me")]
async fn me(claims: web::ReqData<Claims>) -> String {
    format!("user {}", claims.user)
}

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    HttpServer::new(|| App::new().service(web::scope("/shop").wrap(from_fn(authenticate)).service(orders)).service(me))
        .bind(std::env::var("ADDRESS").expect("ADDRESS"))?
        .run()
        .await
}
