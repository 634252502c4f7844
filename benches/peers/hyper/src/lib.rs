//! The service on bare hyper, but for how a connection is served.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use hyper::{Method, Request, Response, StatusCode};
use peers_service::{FURTHER, MESSAGE, PLAINTEXT, Start, Tokens, USERS, User, length, waits};
use serde::Serialize;
use tokio::net::{TcpListener, TcpStream};

pub type Answer = Response<Full<Bytes>>;

fn text(text: impl Into<Bytes>) -> Answer {
    of_type("text/plain; charset=utf-8", text.into())
}

fn json(value: &impl Serialize) -> Answer {
    of_type("application/json", serde_json::to_vec(value).unwrap_or_default().into())
}

fn of_type(media_type: &'static str, body: Bytes) -> Answer {
    let mut response = Response::new(Full::new(body));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    response
}

pub fn empty(status: StatusCode) -> Answer {
    let mut response = Response::new(Full::default());
    *response.status_mut() = status;
    response
}

/// Nothing but what waits is a future of its own.
pub enum Reply {
    Now(Answer),
    Later(Pin<Box<dyn Future<Output = Answer> + Send>>),
}

pub fn reply(request: Request<Incoming>, tokens: &Tokens) -> Reply {
    match request.uri().path() {
        "/waits" => Reply::Later(Box::pin(async { text(waits().await) })),
        "/upload" => Reply::Later(Box::pin(upload(request.into_body()))),
        _ => Reply::Now(answer(&request, tokens)),
    }
}

async fn upload(body: Incoming) -> Answer {
    let Ok(whole) = body.collect().await else { return empty(StatusCode::BAD_REQUEST) };
    match std::str::from_utf8(&whole.to_bytes()) {
        Ok(whole) => text(length(whole)),
        Err(_) => empty(StatusCode::BAD_REQUEST),
    }
}

fn answer(request: &Request<Incoming>, tokens: &Tokens) -> Answer {
    let claims = || tokens.verify(request.headers().get(AUTHORIZATION).map(HeaderValue::as_bytes));
    if request.method() != Method::GET {
        return empty(StatusCode::METHOD_NOT_ALLOWED);
    }
    match request.uri().path() {
        "/plaintext" => text(PLAINTEXT),
        "/json" => json(&MESSAGE),
        "/me" => match claims().and_then(|claims| claims.me()) {
            Some(me) => json(&me),
            None => empty(StatusCode::UNAUTHORIZED),
        },
        "/admin/users" => match claims() {
            Some(claims) if claims.is_admin() => json(&USERS),
            Some(_) => empty(StatusCode::FORBIDDEN),
            None => empty(StatusCode::UNAUTHORIZED),
        },
        path => parameter(path).unwrap_or_else(|| empty(StatusCode::NOT_FOUND)),
    }
}

fn parameter(path: &str) -> Option<Answer> {
    if let Some(id) = path.strip_prefix("/users/") {
        return Some(json(&User::new(id.parse().ok()?)));
    }
    let (route, id) = path.strip_prefix("/r")?.split_once("/items/")?;
    (route.parse::<usize>().ok()? < FURTHER).then(|| text(id.to_owned()))
}

async fn accept<F: Future<Output = ()> + Send + 'static>(
    listener: TcpListener,
    tokens: Arc<Tokens>,
    serve: impl Fn(TcpStream, Arc<Tokens>) -> F,
) {
    loop {
        if let Ok((stream, _)) = listener.accept().await {
            let _ = stream.set_nodelay(true);
            tokio::spawn(serve(stream, Arc::clone(&tokens)));
        }
    }
}

fn listener(start: &Start) -> std::io::Result<TcpListener> {
    let socket = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None)?;
    socket.set_reuse_address(true)?;
    socket.set_reuse_port(true)?;
    socket.set_nonblocking(true)?;
    socket.bind(&start.address.into())?;
    socket.listen(1024)?;
    TcpListener::from_std(socket.into())
}

/// Serves every connection so: `server PORT [THREADS [percore|shared]]`.
///
/// `percore`: a runtime and a listener with `SO_REUSEPORT` for each thread. `shared`: tokio's multi-thread runtime.
pub fn run<F: Future<Output = ()> + Send + 'static>(
    serve: impl Fn(TcpStream, Arc<Tokens>) -> F + Copy + Send + Sync + 'static,
) -> std::io::Result<()> {
    let start = Start::from_args();
    let tokens = Arc::new(Tokens::default());
    if start.way.as_deref() == Some("shared") {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(start.threads).enable_all().build()?;
        // Not in the main thread, which is none of the workers.
        return runtime.block_on(async {
            let listener = listener(&start)?;
            tokio::spawn(async move { accept(listener, tokens, serve).await }).await?;
            Ok(())
        });
    }
    std::thread::scope(|scope| {
        for _ in 0..start.threads {
            scope.spawn(|| -> std::io::Result<()> {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
                let all = async {
                    accept(listener(&start)?, Arc::clone(&tokens), serve).await;
                    Ok(())
                };
                runtime.block_on(all)
            });
        }
    });
    Ok(())
}
