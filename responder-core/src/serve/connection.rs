//! Connections: hyper's HTTP/1 state machine around [`App::respond`](crate::app::App).

use std::convert::Infallible;
use std::net::SocketAddr;
use std::time::Duration;

use http::HeaderValue;
use http::header::CONNECTION;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::app::App;
use crate::application::Application;
use crate::lifecycle::Arrival;
use crate::message::RequestBody;

/// How long a client may take to send a request head.
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);

/// How long a connection is read from after the signal to stop, before it is closed when idle.
const LAST_MOMENT: Duration = Duration::from_millis(100);

/// The largest request head, in bytes; more is answered with 431.
const MAX_HEAD: usize = 64 * 1024;

/// The open connections.
#[derive(Debug)]
pub(super) struct Connections {
    tasks: JoinSet<()>,
    stopping: watch::Sender<bool>,
}

impl Default for Connections {
    fn default() -> Self {
        Connections { tasks: JoinSet::new(), stopping: watch::Sender::new(false) }
    }
}

impl Connections {
    pub(super) fn spawn<A: Application<Root = A>>(&mut self, app: App<A>, stream: TcpStream, peer: SocketAddr) {
        // Those that ended meanwhile are let go here, or they would pile up.
        while self.tasks.try_join_next().is_some() {}
        self.tasks.spawn(serve(app, stream, peer, self.stopping.subscribe()));
    }

    /// Tells every connection to end after its current request, and waits for that.
    pub(super) async fn finish(mut self, grace: Duration) {
        self.stopping.send_replace(true);
        let all = async { while self.tasks.join_next().await.is_some() {} };
        if tokio::time::timeout(grace, all).await.is_err() {
            eprintln!("warning: {} connections did not finish within {grace:?} and are cut", self.tasks.len());
        }
    }
}

async fn serve<A: Application<Root = A>>(
    app: App<A>,
    stream: TcpStream,
    peer: SocketAddr,
    mut stopping: watch::Receiver<bool>,
) {
    // Answers are written whole; waiting for more would only delay them.
    let _ = stream.set_nodelay(true);
    let told = stopping.clone();
    let service = service_fn(|request: hyper::Request<hyper::body::Incoming>| {
        let app = app.clone();
        let stopping = told.clone();
        async move {
            let (head, body) = request.into_parts();
            let body = RequestBody::Arriving(body);
            let arrival = Arrival { head, body, peer: Some(peer), stands: Vec::new(), knock: None };
            let (mut response, _) = app.respond(arrival).await;
            // So that the client does not send another request to a connection about to be closed.
            if *stopping.borrow() {
                response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
            }
            Ok::<_, Infallible>(response)
        }
    });
    // Not `pipeline_flush`: with it, hyper closes on a malformed head without sending its 400.
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .max_buf_size(MAX_HEAD)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = std::pin::pin!(connection);
    // An error of a connection is the client's: it went away, or what it sent was not HTTP.
    tokio::select! {
        _ = connection.as_mut() => return,
        _ = stopping.wait_for(|stopping| *stopping) => {}
    }
    // What the client sent before it could know is still answered.
    if tokio::time::timeout(LAST_MOMENT, connection.as_mut()).await.is_ok() {
        return;
    }
    connection.as_mut().graceful_shutdown();
    let _ = connection.await;
}
