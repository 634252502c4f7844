//! Serving an app over HTTP/1.1 and HTTP/2.

mod activity;
mod connection;
mod connections;
mod cork;
mod first_bytes;
pub(crate) mod front;
mod http1;
mod http2;
mod paced;
mod respond;
mod rewound;
mod sending;
mod service;
mod shutdown;
mod workers;

use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;

use futures_util::FutureExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Handle;
use tokio::time::Instant;

use crate::app::{AccessCase, App};
use crate::application::Application;
use crate::auth::RouteFacts;
use crate::error::{Error, Result};
use crate::test_client::TestClient;
use crate::watchdog;
use connections::Connections;
pub use service::AppService;
use shutdown::Signals;
use workers::Workers;

/// What can be done with a value of your API type; in the prelude.
///
/// ```no_run
/// use responder::prelude::*;
///
/// #[api]
/// struct Api;
///
/// #[get("/")]
/// fn index() -> &'static str {
///     "hello, world!"
/// }
///
/// #[tokio::main]
/// async fn main() -> responder::Result {
///     Api.run().await
/// }
/// ```
pub trait Serve: Application<Root = Self> {
    /// Serves at the address in the environment variables `HOST` and `PORT`, by default
    /// `127.0.0.1:5042`, until Ctrl-C or SIGTERM; then finishes what is in flight. With the feature `tls` it serves
    /// HTTPS if `TLS_CERT` and `TLS_KEY` name the files of a certificate.
    ///
    /// # Errors
    /// If there are no routes or two for one method and path, if an `#[on_startup]` or
    /// `#[on_shutdown]` function fails, or if the address cannot be used.
    fn run(self) -> impl Future<Output = Result> + Send {
        async move { self.into_app()?.run().await }
    }

    /// Collects what is registered for this API.
    ///
    /// # Errors
    /// If there are no routes, or two for one method and path.
    fn into_app(self) -> Result<App<Self>> {
        App::new(self)
    }

    /// Collects what is registered for this API, and answers below `prefix` with another one; see
    /// [`App::include`].
    ///
    /// # Errors
    /// As [`into_app`](Self::into_app) and [`App::include`].
    fn include<B: Application<Root = B>>(self, prefix: &'static str, api: B) -> Result<App<Self>> {
        self.into_app()?.include(prefix, api)
    }

    /// The routes of this API, in the order of their paths; it does not have to be running.
    ///
    /// # Errors
    /// If there are no routes, or two for one method and path.
    fn routes() -> Result<Vec<RouteFacts>> {
        crate::app::routes_of::<Self>()
    }

    /// Every route and method with everybody who can be told apart (nobody known, each type of principal
    /// without a role and with each of its roles), and whether the attributes let them in.
    ///
    /// For tests of your own; [`assert_access_is_enforced!`](crate::assert_access_is_enforced) tries them all.
    ///
    /// # Errors
    /// As [`routes`](Self::routes).
    fn access_cases() -> Result<Vec<AccessCase>> {
        crate::app::cases_of::<Self>()
    }

    /// A client that calls this API without a socket. Runs the `#[on_startup]` functions.
    ///
    /// # Panics
    /// If the app cannot start: in a test that is the failure to show.
    fn test_client(self) -> impl Future<Output = TestClient<Self>> + Send {
        async move {
            let app = self.into_app().unwrap_or_else(|error| panic!("{error}"));
            TestClient::start(app).await
        }
    }
}

impl<A: Application<Root = A>> Serve for A {}

impl<A: Application<Root = A>> App<A> {
    /// Serves at the address in `HOST` and `PORT`, see [`Serve::run`].
    ///
    /// # Errors
    /// As [`Serve::run`].
    pub async fn run(self) -> Result {
        #[cfg(feature = "tls")]
        let this = match crate::tls::Tls::from_env()? {
            Some(tls) if self.tls_in_use().is_none() => self.tls(tls),
            _ => self,
        };
        #[cfg(not(feature = "tls"))]
        let this = self;
        let address = address_from_env()?;
        let listener = TcpListener::bind(&address)
            .await
            .map_err(|error| Error::io(format!("cannot listen on {address}"), error))?;
        this.serve(listener).await
    }

    /// Serves on a socket that is open already, see [`Serve::run`].
    ///
    /// # Errors
    /// As [`Serve::run`], except for the address.
    pub async fn serve(self, listener: TcpListener) -> Result {
        let mut signals = Signals::listen()?;
        let address = listener.local_addr().map_err(|error| Error::io("the socket has no address", error))?;
        let workers = Workers::start(self.workers_in_use())?;
        tokio::select! {
            started = self.start_up() => started?,
            () = signals.next() => return Ok(()),
        }
        watchdog::start();
        println!("{} on {}://{address}", self.summary(), self.scheme());
        #[cfg(feature = "tls")]
        let _followed = self.tls_in_use().map(|tls| AbortOnDrop(tokio::spawn(tls.clone().follow())));
        let mut connections = Connections::default();
        loop {
            let accepted = async {
                connections.fewer_than(self.limits_in_use().connections).await;
                listener.accept().await
            };
            tokio::select! {
                accepted = accepted => match accepted {
                    Ok((stream, peer)) => self.take(&workers, &mut connections, stream, peer),
                    Err(error) => pause_after(&error).await,
                },
                () = signals.next() => break,
            }
        }
        // Those that the system has accepted for us already think that they are being served.
        while let Some(Ok((stream, peer))) = listener.accept().now_or_never() {
            self.take(&workers, &mut connections, stream, peer);
        }
        drop(listener);
        let until = Instant::now() + self.limits_in_use().grace;
        let finished = async {
            connections.finish(until).await;
            if let Err(count) = self.ongoing().finish(until).await {
                eprintln!("warning: what is done after {count} responses did not finish in time and is cut");
            }
        };
        tokio::select! {
            () = finished => {}
            () = signals.next() => eprintln!("warning: stopped at once by a second signal"),
        }
        self.shut_down().await
    }

    fn take(&self, workers: &Workers, connections: &mut Connections, stream: TcpStream, peer: SocketAddr) {
        // Answers are written whole; waiting for more would only delay them.
        let _ = stream.set_nodelay(true);
        let app = self.clone();
        let Some((runtime, load)) = workers.next() else {
            connections.spawn_on(&Handle::current(), |stopping| connection::start(app, stream, peer, stopping));
            return;
        };
        // The runtime that serves it is the one that watches its socket. What cannot be moved there is closed.
        let Ok(stream) = stream.into_std() else { return };
        connections.spawn_on(&runtime, |stopping| async move {
            let _load = load;
            if let Ok(stream) = TcpStream::from_std(stream) {
                connection::start(app, stream, peer, stopping).await;
            }
        });
    }

    fn scheme(&self) -> &'static str {
        #[cfg(feature = "tls")]
        if self.tls_in_use().is_some() {
            return "https";
        }
        "http"
    }

    /// A client that calls this app without a socket, see [`Serve::test_client`].
    ///
    /// # Panics
    /// If an `#[on_startup]` function fails.
    pub async fn test_client(self) -> TestClient<A> {
        TestClient::start(self).await
    }
}

/// A task that ends with whoever started it.
#[cfg(feature = "tls")]
struct AbortOnDrop(tokio::task::JoinHandle<()>);

#[cfg(feature = "tls")]
impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Waits for descriptors to come back, if that is what is missing, instead of spinning.
async fn pause_after(error: &std::io::Error) {
    use std::io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    if !matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset) {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// `HOST:PORT`, with a host name or an IPv4 or IPv6 address.
fn address_from_env() -> Result<String> {
    let text = |name: &str, default: &str| match std::env::var(name) {
        Ok(value) if !value.is_empty() => Ok(value),
        Ok(_) | Err(std::env::VarError::NotPresent) => Ok(default.to_owned()),
        Err(error) => Err(Error::configuration(format!("{name}: {error}"))),
    };
    let host = text("HOST", "127.0.0.1")?;
    let port = text("PORT", "5042")?;
    let port: u16 =
        port.parse().map_err(|_| Error::configuration(format!("PORT is `{port}`, not a number from 0 to 65535")))?;
    match host.parse() {
        Ok(ip) => Ok(SocketAddr::new(ip, port).to_string()),
        Err(_) => Ok(format!("{host}:{port}")),
    }
}
