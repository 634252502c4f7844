//! Services of other crates within an app.

use std::sync::Arc;

use super::{App, include, plan};
use crate::application::Application;
use crate::error::{Error, Result};
use crate::mounted::{Mounted, MountedService};
use crate::registry::Place;

impl<A: Application<Root = A>> App<A> {
    /// Answers every method below `prefix`, and at `prefix` itself, with a `tower::Service`: a router of another framework, a
    /// proxy, an [`AppService`](crate::serve::AppService). `/` is for all that no route answers.
    ///
    /// What has a path and method of its own there comes first, and so does a longer prefix. Hooks run before and after the
    /// service as for a route, and the guards of this API decide who may call it, unless it is
    /// [`public`](Mounted::public).
    ///
    /// The path of the request that it is given is that below `prefix`, as the client has sent it; a
    /// [`MountPrefix`](crate::MountPrefix) in the extensions says what was in front, and a `SocketAddr` who is at the other
    /// end of the connection. Bodies go through piece by piece, that of the request within the app's limits; the time of the
    /// app's limits is also that of the service. Fields that are about the connection are left out of both, trailers are
    /// passed over, and there is no way to switch to another protocol. A service that fails or panics is a 500, which the
    /// app's exception handlers answer.
    ///
    /// ```
    /// use std::convert::Infallible;
    /// use std::future::{Ready, ready};
    /// use std::task::{Context, Poll};
    /// use responder::{AppBody, Mounted, prelude::*};
    ///
    /// #[derive(Clone)]
    /// struct Legacy;
    ///
    /// impl tower_service::Service<http::Request<AppBody>> for Legacy {
    ///     type Response = http::Response<String>;
    ///     type Error = Infallible;
    ///     type Future = Ready<Result<Self::Response, Infallible>>;
    ///
    ///     fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
    ///         Poll::Ready(Ok(()))
    ///     }
    ///
    ///     fn call(&mut self, request: http::Request<AppBody>) -> Self::Future {
    ///         ready(Ok(http::Response::new(format!("legacy {}", request.uri().path()))))
    ///     }
    /// }
    ///
    /// #[api]
    /// struct Api;
    /// #[get("/")]
    /// fn index() -> &'static str { "hello" }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> responder::Result {
    /// let app = Api.into_app()?.mount("/old", Mounted::new(Legacy).public())?;
    /// assert_eq!(app.test_client().await.get("/old/page").await.text(), "legacy /page");
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// If `prefix` does not start with a slash or ends with one, or holds a parameter; if something else answers every
    /// method there; if this app was cloned before.
    #[track_caller]
    pub fn mount(self, prefix: &'static str, service: impl Into<Mounted>) -> Result<Self> {
        let place = Place::here();
        let segments = if prefix == "/" { Vec::new() } else { include::segments(prefix)? };
        let mounted = service.into();
        let public = mounted.public;
        let service = Arc::new(MountedService::new(mounted, prefix));
        let mut plan = Arc::try_unwrap(self.plan)
            .map_err(|_| Error::configuration(format!("mount the service at `{prefix}` before the app is cloned")))?;
        plan::mount(&mut plan, segments, service, public, place)?;
        Ok(App { plan: Arc::new(plan), ..self })
    }
}
