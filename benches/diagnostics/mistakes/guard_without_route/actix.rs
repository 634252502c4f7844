use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::error::{ErrorForbidden, ErrorUnauthorized};
use actix_web::{App, Error, FromRequest, HttpRequest, HttpServer, get};

struct Admin;

impl FromRequest for Admin {
    type Error = Error;
    type Future = Ready<Result<Admin, Error>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let token =
            request.headers().get("authorization").and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
        ready(match token {
            Some("admin") => Ok(Admin),
            Some(_) => Err(ErrorForbidden("admins only")),
            None => Err(ErrorUnauthorized("no token")),
        })
    }
}

#[get("/admin/orders")]
async fn orders(_admin: Admin) -> &'static str {
    "1, 2"
}

#[get("/admin/users")]
async fn users(_admin: Admin) -> &'static str {
    "ann, bob"
}

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    HttpServer::new(|| App::new().service(orders)).bind(std::env::var("ADDRESS").expect("ADDRESS"))?.run().await
}
