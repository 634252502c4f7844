//! One connection: hyper's state machine for HTTP/1.1 or HTTP/2 around [`App::respond`](crate::app::App).

use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use http::header::CONNECTION;
use http::request::Parts;
use http::{HeaderValue, StatusCode, Version};
use hyper::body::Incoming;
use hyper::server::conn::{http1, http2};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};

use super::connections::Stopping;
use super::first_bytes::{self, Protocol, Rewound};
use super::front::{self, Verdict};
use super::paced::Paced;
use super::sending::{Ending, Traffic};
use crate::app::App;
use crate::application::Application;
use crate::encode::{self, HttpResponse};
use crate::lifecycle::Arrival;
use crate::message::RequestBody;
use crate::request_log::RequestLog;

/// How long a connection is read from after the signal to stop, before it is closed when idle.
const LAST_MOMENT: Duration = Duration::from_millis(100);

/// How many streams a client of HTTP/2 may have reset that nobody has looked at: CVE-2023-44487.
const PENDING_RESETS: usize = 20;

/// What the requests of one connection share.
struct Shared<A: Application<Root = A>> {
    app: App<A>,
    peer: SocketAddr,
    is_secure: bool,
    stopping: Stopping,
}

/// Serves a connection behind TLS, whose handshake has the time of a request head.
#[cfg(feature = "tls")]
pub(super) async fn serve_tls<A: Application<Root = A>>(
    app: App<A>,
    config: Arc<tokio_rustls::rustls::ServerConfig>,
    stream: tokio::net::TcpStream,
    peer: SocketAddr,
    mut stopping: Stopping,
) {
    let handshake = tokio_rustls::TlsAcceptor::from(config).accept(stream);
    let accepted = tokio::select! {
        accepted = tokio::time::timeout(app.limits_in_use().head_time, handshake) => accepted,
        () = stopped(&mut stopping) => return,
    };
    // A handshake that fails is the client's matter; rustls has told it why.
    if let Ok(Ok(stream)) = accepted {
        serve(app, stream, peer, true, stopping).await;
    }
}

/// Serves a connection until its client or the signal to stop ends it.
pub(super) async fn serve<A: Application<Root = A>>(
    app: App<A>,
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    peer: SocketAddr,
    is_secure: bool,
    mut stopping: Stopping,
) {
    let shared = Arc::new(Shared { app, peer, is_secure, stopping: stopping.clone() });
    let limits = shared.app.limits_in_use();
    let stream = Paced::new(stream, limits.write_time);
    let told = tokio::select! {
        told = tokio::time::timeout(limits.head_time, first_bytes::protocol(stream)) => told,
        () = stopped(&mut stopping) => return,
    };
    match told {
        Ok(Ok((Protocol::Http1, stream))) => http1(&shared, stream, stopping).await,
        Ok(Ok((Protocol::Http2, stream))) => http2(&shared, stream, stopping).await,
        // It said nothing in time, or went away.
        Ok(Err(_)) | Err(_) => {}
    }
}

/// Ends a moment after the signal to stop: what a client sent before it could know is still answered.
async fn stopped(stopping: &mut Stopping) {
    let _ = stopping.wait_for(|stopping| *stopping).await;
    tokio::time::sleep(LAST_MOMENT).await;
}

async fn http1<A: Application<Root = A>, S>(shared: &Arc<Shared<A>>, stream: Rewound<S>, mut stopping: Stopping)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let limits = shared.app.limits_in_use();
    // Not `pipeline_flush`: with it, hyper closes on a malformed head without sending its 400.
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        // Also the time between two requests.
        .header_read_timeout(limits.head_time.min(limits.idle_time))
        .max_buf_size(limits.head_size)
        .max_headers(limits.header_count)
        .serve_connection(
            TokioIo::new(stream),
            service_fn(|request| {
                let shared = Arc::clone(shared);
                async move { Ok::<_, Infallible>(respond(&shared, request).await) }
            }),
        );
    let mut connection = pin!(connection);
    // An error of a connection is the client's: it went away, or what it sent was not HTTP.
    tokio::select! {
        _ = connection.as_mut() => return,
        () = stopped(&mut stopping) => {}
    }
    connection.as_mut().graceful_shutdown();
    let _ = connection.await;
}

async fn http2<A: Application<Root = A>, S>(shared: &Arc<Shared<A>>, stream: Rewound<S>, mut stopping: Stopping)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let limits = shared.app.limits_in_use();
    let traffic = Traffic::new();
    let connection = http2::Builder::new(TokioExecutor::new())
        .timer(TokioTimer::new())
        .max_concurrent_streams(limits.streams)
        .max_header_list_size(u32::try_from(limits.head_size).unwrap_or(u32::MAX))
        .max_pending_accept_reset_streams(PENDING_RESETS)
        .serve_connection(
            TokioIo::new(stream),
            service_fn(|request| {
                let (shared, traffic) = (Arc::clone(shared), Arc::clone(&traffic));
                let working = traffic.work();
                async move {
                    let response = respond(&shared, request).await;
                    let sending = traffic.send(response);
                    drop(working);
                    Ok::<_, Infallible>(sending)
                }
            }),
        );
    let mut connection = pin!(connection);
    // hyper has no clock for what the client of HTTP/2 leaves open: an idle connection, or an answer that it takes
    // nothing of.
    let ending = tokio::select! {
        _ = connection.as_mut() => return,
        () = stopped(&mut stopping) => Ending::Idle,
        ending = traffic.watch(limits) => ending,
    };
    if ending == Ending::Stalled {
        return;
    }
    connection.as_mut().graceful_shutdown();
    // What is being sent goes on, as long as it goes on.
    tokio::select! {
        _ = connection => {}
        _ = traffic.watch(limits) => {}
    }
}

async fn respond<A: Application<Root = A>>(shared: &Shared<A>, request: hyper::Request<Incoming>) -> HttpResponse {
    let (head, body) = request.into_parts();
    let (version, is_head) = (head.version, head.method == http::Method::HEAD);
    let mut ends = false;
    let mut response = match front::inspect(&head, shared.app.limits_in_use()) {
        Verdict::Pass => {
            let body = RequestBody::Arriving(body);
            let arrival = Arrival {
                head,
                body,
                peer: Some(shared.peer),
                is_secure: shared.is_secure,
                stands: Vec::new(),
                knock: None,
            };
            shared.app.respond(arrival).await.0
        }
        Verdict::AboutTheServer => unasked(shared, &head, encode::empty(StatusCode::NO_CONTENT)),
        Verdict::Refuse(problem) => {
            ends = true;
            unasked(shared, &head, encode::problem(problem, is_head))
        }
    };
    // So that the client does not send another request to a connection about to be closed.
    if (ends || *shared.stopping.borrow()) && version < Version::HTTP_2 {
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

/// The answer to a request that the app does not see.
fn unasked<A: Application<Root = A>>(shared: &Shared<A>, head: &Parts, mut response: HttpResponse) -> HttpResponse {
    shared.app.dress(head, Some(shared.peer), shared.is_secure, &mut response);
    if let Some(log) = RequestLog::begin(&head.method, &head.headers) {
        log.end(response.status().as_u16());
    }
    response
}
