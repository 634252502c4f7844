//! One connection, from its first bytes: which protocol it speaks, and what all its requests share.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;

use super::connections::{Stopping, is_stopping};
use super::first_bytes::{self, Protocol};
use super::paced::Paced;
use super::{http1, http2};
use crate::app::App;
use crate::application::Application;

/// How long a connection is read from after the signal to stop, before it is closed when idle.
const LAST_MOMENT: Duration = Duration::from_millis(100);

/// What the requests of one connection share.
pub(super) struct Shared<A: Application<Root = A>> {
    pub(super) app: App<A>,
    pub(super) peer: SocketAddr,
    pub(super) is_secure: bool,
    pub(super) stopping: Stopping,
}

impl<A: Application<Root = A>> Shared<A> {
    /// Whether no further request will be taken.
    pub(super) fn is_stopping(&self) -> bool {
        is_stopping(&self.stopping)
    }
}

/// Serves a connection in the way that the app has: over TLS or not.
pub(super) async fn start<A: Application<Root = A>>(
    app: App<A>,
    stream: TcpStream,
    peer: SocketAddr,
    stopping: Stopping,
) {
    #[cfg(feature = "tls")]
    if let Some(tls) = app.tls_in_use() {
        let config = tls.config();
        return Box::pin(serve_tls(app, config, stream, peer, stopping)).await;
    }
    serve(app, stream, peer, false, stopping).await;
}

/// Serves a connection behind TLS, whose handshake has the time of a request head.
#[cfg(feature = "tls")]
async fn serve_tls<A: Application<Root = A>>(
    app: App<A>,
    config: Arc<tokio_rustls::rustls::ServerConfig>,
    stream: TcpStream,
    peer: SocketAddr,
    stopping: Stopping,
) {
    let handshake = tokio_rustls::TlsAcceptor::from(config).accept(stream);
    // Who has waited with a receiver is not told by it again, nor by its clones.
    let mut waiting = stopping.clone();
    let accepted = tokio::select! {
        accepted = tokio::time::timeout(app.limits_in_use().head_time, handshake) => accepted,
        () = stopped(&mut waiting) => return,
    };
    // A handshake that fails is the client's matter; rustls has told it why.
    if let Ok(Ok(stream)) = accepted {
        serve(app, stream, peer, true, stopping).await;
    }
}

/// Serves a connection until its client or the signal to stop ends it.
async fn serve<A: Application<Root = A>>(
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
        // Boxed, so that a connection holds the state of what it is, and not room for all that it could be.
        Ok(Ok((Protocol::Http1, stream))) => Box::pin(http1::serve(&shared, stream, stopping)).await,
        Ok(Ok((Protocol::Http2, stream))) => Box::pin(http2::serve(&shared, stream, stopping)).await,
        // It said nothing in time, or went away.
        Ok(Err(_)) | Err(_) => {}
    }
}

/// Ends a moment after the signal to stop: what a client sent before it could know is still answered.
pub(super) async fn stopped(stopping: &mut Stopping) {
    let _ = stopping.wait_for(|stopping| *stopping).await;
    tokio::time::sleep(LAST_MOMENT).await;
}
