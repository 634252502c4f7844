//! The service with salvo: `server PORT [THREADS]`.

use std::sync::Arc;

use peers_service::{Claims, FURTHER, MESSAGE, PLAINTEXT, Start, Tokens, USERS, User, length};
use salvo::http::header::AUTHORIZATION;
use salvo::prelude::*;

fn caller(req: &Request, depot: &Depot) -> Result<Claims, StatusCode> {
    let tokens = depot.get_typed::<Arc<Tokens>>().map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    tokens.verify(req.headers().get(AUTHORIZATION).map(|value| value.as_bytes())).ok_or(StatusCode::UNAUTHORIZED)
}

#[handler]
async fn plaintext() -> &'static str {
    PLAINTEXT
}

#[handler]
async fn message(res: &mut Response) {
    res.render(Json(MESSAGE));
}

#[handler]
async fn user(req: &mut Request, res: &mut Response) {
    match req.param::<u64>("id") {
        Some(id) => res.render(Json(User::new(id))),
        None => res.render(StatusCode::NOT_FOUND),
    }
}

#[handler]
async fn me(req: &mut Request, depot: &mut Depot, res: &mut Response) {
    match caller(req, depot).and_then(|claims| claims.me().ok_or(StatusCode::UNAUTHORIZED)) {
        Ok(claims) => res.render(Json(claims)),
        Err(status) => res.render(status),
    }
}

#[handler]
async fn users(req: &mut Request, depot: &mut Depot, res: &mut Response) {
    match caller(req, depot) {
        Ok(claims) if claims.is_admin() => res.render(Json(USERS)),
        Ok(_) => res.render(StatusCode::FORBIDDEN),
        Err(status) => res.render(status),
    }
}

#[handler]
async fn waits() -> &'static str {
    peers_service::waits().await
}

#[handler]
async fn upload(req: &mut Request) -> Result<String, StatusCode> {
    let bytes = req.payload().await.map_err(|_| StatusCode::BAD_REQUEST)?;
    std::str::from_utf8(bytes).map(length).map_err(|_| StatusCode::BAD_REQUEST)
}

#[handler]
async fn further(req: &mut Request) -> String {
    req.param("id").unwrap_or_default()
}

fn main() -> std::io::Result<()> {
    let start = Start::from_args();
    let mut router = Router::new()
        .hoop(salvo::affix_state::inject(Arc::new(Tokens::default())))
        .push(Router::with_path("plaintext").get(plaintext))
        .push(Router::with_path("json").get(message))
        .push(Router::with_path("users/{id}").get(user))
        .push(Router::with_path("me").get(me))
        .push(Router::with_path("admin/users").get(users))
        .push(Router::with_path("waits").get(waits))
        .push(Router::with_path("upload").post(upload));
    for n in 0..FURTHER {
        router = router.push(Router::with_path(format!("r{n}/items/{{id}}")).get(further));
    }
    start.block_on(async {
        let acceptor = TcpListener::new(start.address).bind().await;
        Server::new(acceptor).serve(router).await;
        Ok(())
    })
}
