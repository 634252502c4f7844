//! An app as a `tower::Service`, behind another server.

use std::convert::Infallible;
use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use tokio::time::Instant;
use tower_service::Service;

use super::respond::answer;
use crate::app::App;
use crate::application::Application;
use crate::error::Result;
use crate::lifecycle::Arrival;
use crate::message::{AppBody, RequestBody};

impl<A: Application<Root = A>> App<A> {
    /// This app as a `tower::Service`, for another server, or for layers of tower around all of it. Runs the
    /// `#[on_startup]` functions.
    ///
    /// All that the app has for itself still holds: hooks, guards, limits of a request and of its time, what
    /// `Host` may be. What belongs to a connection is that server's: how slow it may be, how many there are, TLS. Who the
    /// client is, the request's extensions say by a [`SocketAddr`]; without it nobody knows, and then no proxy is
    /// [trusted](Self::trust_proxies), and all clients share one [`RateLimit`](crate::RateLimit).
    ///
    /// ```
    /// use responder::prelude::*;
    /// use tower_service::Service;
    ///
    /// #[api]
    /// struct Api;
    /// #[get("/")]
    /// fn index() -> &'static str { "hello" }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> responder::Result {
    /// let mut service = Api.into_app()?.into_service().await?;
    /// let request = http::Request::get("/").header("host", "example.com").body(String::new());
    /// let response = service.call(request.expect("a request")).await.expect("never fails");
    /// assert_eq!(response.status(), 200);
    /// service.shut_down().await
    /// # }
    /// ```
    ///
    /// # Errors
    /// If an `#[on_startup]` function fails, or what is configured cannot be meant.
    pub async fn into_service(self) -> Result<AppService<A>> {
        self.start_up().await?;
        Ok(AppService(self))
    }
}

/// An app behind another server: what [`App::into_service`] makes.
pub struct AppService<A: Application<Root = A>>(App<A>);

impl<A: Application<Root = A>> AppService<A> {
    /// Waits for what is done [after responses](crate::message::Response::background), for [`Limits::grace`] at most, and
    /// runs the `#[on_shutdown]` functions, once no further request comes; of clones, for one of them. Streams that do not
    /// end by themselves are the other server's to end.
    ///
    /// [`Limits::grace`]: crate::Limits::grace
    ///
    /// # Errors
    /// The first error of one of them.
    pub async fn shut_down(self) -> Result {
        let until = Instant::now() + self.0.limits_in_use().grace;
        if let Err(count) = self.0.ongoing().finish(until).await {
            tracing::warn!("what is done after {count} responses did not finish in time and is cut");
        }
        self.0.shut_down().await
    }
}

impl<A: Application<Root = A>> Clone for AppService<A> {
    fn clone(&self) -> Self {
        AppService(self.0.clone())
    }
}

impl<A, B> Service<http::Request<B>> for AppService<A>
where
    A: Application<Root = A>,
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    type Response = http::Response<AppBody>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = std::result::Result<Self::Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<std::result::Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<B>) -> Self::Future {
        let (head, body) = request.into_parts();
        let peer = head.extensions.get::<SocketAddr>().copied();
        let has_body = !body.is_end_stream();
        let body = RequestBody::Foreign(AppBody::new(body));
        let arrival = Arrival { head, body, peer, is_secure: false, staged: None };
        let app = self.0.clone();
        // What a scheme in the target says about TLS is the client's word.
        Box::pin(async move {
            let response = answer(&app, arrival, has_body).await;
            Ok(response.map(AppBody::new))
        })
    }
}
