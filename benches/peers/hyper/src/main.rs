//! The service on bare hyper: `server PORT [THREADS [percore|shared]]`.
//!
//! `percore`: a runtime and a listener with `SO_REUSEPORT` for each thread. `shared`: tokio's multi-thread runtime.

use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use peers_service::{FURTHER, MESSAGE, PLAINTEXT, Start, Tokens, USERS, User, length, waits};
use serde::Serialize;
use tokio::net::{TcpListener, TcpStream};

type Answer = Response<Full<Bytes>>;

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

fn empty(status: StatusCode) -> Answer {
    let mut response = Response::new(Full::default());
    *response.status_mut() = status;
    response
}

/// Nothing but what waits is a future of its own.
enum Reply {
    Now(Answer),
    Later(Pin<Box<dyn Future<Output = Answer> + Send>>),
}

fn reply(request: Request<Incoming>, tokens: &Tokens) -> Reply {
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

async fn serve(stream: TcpStream, tokens: Arc<Tokens>) {
    let _ = stream.set_nodelay(true);
    let service = service_fn(|request| {
        let reply = reply(request, &tokens);
        async {
            Ok::<_, Infallible>(match reply {
                Reply::Now(answer) => answer,
                Reply::Later(answer) => answer.await,
            })
        }
    });
    let _ = http1::Builder::new().pipeline_flush(true).serve_connection(TokioIo::new(stream), service).await;
}

async fn accept(listener: TcpListener, tokens: Arc<Tokens>, spawn: impl Fn(Pin<Box<dyn Future<Output = ()> + Send>>)) {
    loop {
        if let Ok((stream, _)) = listener.accept().await {
            spawn(Box::pin(serve(stream, Arc::clone(&tokens))));
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

fn main() -> std::io::Result<()> {
    let start = Start::from_args();
    let tokens = Arc::new(Tokens::default());
    let spawn = |connection| drop(tokio::spawn(connection));
    if start.way.as_deref() == Some("shared") {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(start.threads).enable_all().build()?;
        // Not in the main thread, which is none of the workers.
        return runtime.block_on(async {
            let listener = listener(&start)?;
            tokio::spawn(async move { accept(listener, tokens, spawn).await }).await?;
            Ok(())
        });
    }
    std::thread::scope(|scope| {
        for _ in 0..start.threads {
            scope.spawn(|| -> std::io::Result<()> {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
                let serve = async {
                    accept(listener(&start)?, Arc::clone(&tokens), spawn).await;
                    Ok(())
                };
                runtime.block_on(serve)
            });
        }
    });
    Ok(())
}
