use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::{ErrorForbidden, ErrorUnauthorized};
use actix_web::middleware::{Next, from_fn};
use actix_web::{App, Error, HttpMessage, HttpServer, get, web};

#[derive(Clone)]
struct Claims {
    role: String,
}

async fn authenticate(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let token = request.headers().get("authorization").and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    let role = token.ok_or_else(|| ErrorUnauthorized("no token"))?.to_owned();
    request.extensions_mut().insert(Claims { role });
    next.call(request).await
}

async fn require_admin(
    claims: web::ReqData<Claims>,
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    if claims.role != "admn" {
        return Err(ErrorForbidden("admins only"));
    }
    next.call(request).await
}

#[get("/admin/users")]
async fn users() -> &'static str {
    "ann, bob"
}

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    HttpServer::new(|| {
        App::new().service(web::scope("").wrap(from_fn(require_admin)).wrap(from_fn(authenticate)).service(users))
    })
    .bind(std::env::var("ADDRESS").expect("ADDRESS"))?
    .run()
    .await
}
