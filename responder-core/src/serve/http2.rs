//! A connection that speaks HTTP/2.

use std::convert::Infallible;
use std::pin::pin;
use std::sync::Arc;

use hyper::server::conn::http2;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};

use super::connection::{Shared, stopped};
use super::connections::Stopping;
use super::respond::respond;
use super::rewound::Rewound;
use super::sending::{Ending, Traffic};
use crate::application::Application;

/// How many streams a client may have reset that nobody has looked at: CVE-2023-44487.
const PENDING_RESETS: usize = 20;

/// Serves a connection until its client or the signal to stop ends it.
pub(super) async fn serve<A: Application<Root = A>, S>(
    shared: &Arc<Shared<A>>,
    stream: Rewound<S>,
    mut stopping: Stopping,
) where
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
