//! The service on bare hyper, with what an app of responder has by default: a deadline for the request head, a look at
//! `Host`, and three header fields for browsers. What this costs is no framework's doing.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use hyper::body::Incoming;
use hyper::header::{HOST, HeaderMap, HeaderValue, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use peers_hyper::{Reply, empty, reply, run};
use peers_service::Tokens;
use tokio::net::TcpStream;

fn advise_browsers(headers: &mut HeaderMap) {
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("strict-origin-when-cross-origin"));
}

/// RFC 9112 section 3.2.
fn names_a_host(request: &Request<Incoming>) -> bool {
    let mut hosts = request.headers().get_all(HOST).iter();
    hosts.next().is_some_and(|host| !host.is_empty()) && hosts.next().is_none()
}

async fn serve(stream: TcpStream, tokens: Arc<Tokens>) {
    let service = service_fn(|request| {
        let reply = match names_a_host(&request) {
            true => reply(request, &tokens),
            false => Reply::Now(empty(StatusCode::BAD_REQUEST)),
        };
        async {
            let mut answer = match reply {
                Reply::Now(answer) => answer,
                Reply::Later(answer) => answer.await,
            };
            advise_browsers(answer.headers_mut());
            Ok::<_, Infallible>(answer)
        }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(Duration::from_secs(30)).pipeline_flush(true);
    let _ = http.serve_connection(TokioIo::new(stream), service).await;
}

fn main() -> std::io::Result<()> {
    run(serve)
}
