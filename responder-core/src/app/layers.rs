//! Layers of tower around a whole app.

use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use http::Method;
use http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use http::request::Parts;
use tower_layer::Layer;
use tower_service::Service;

use super::{Answering, App};
use crate::application::Application;
use crate::encode::{Body, Finishing, HttpResponse};
use crate::exchange::Staged;
use crate::lifecycle::{Arrival, Trip, caught, exchange};
use crate::message::{AppBody, BodySlot, Content, Problem, RequestBody, content_of};
use crate::mounted::problem_of;
use crate::request_log::RequestLog;
use crate::service::{Answer, AnyService};

impl<A: Application<Root = A>> App<A> {
    /// Puts a layer of tower around all of this app, and around the layers that are there already: the last one sees a
    /// request first. It works with the sockets of [`serve`](Self::serve), in
    /// [`into_service`](Self::into_service), and in the test client.
    ///
    /// There are layers for tracing, compression and much more; for what is about your API, hooks and guards are
    /// better, since they know the route. No layer ever stands between a guard and its handler: what it changes in a
    /// request, is changed before the route is looked for.
    ///
    /// A layer has to pass on the extensions of a request. It is not asked about what is refused before the app, such as
    /// a malformed `Host`. The body of a request is within the app's limits; how long a layer takes is its own affair. An
    /// error or a panic of it is a 500, which the app's exception handlers answer. What it answers itself has the
    /// [headers for browsers](Self::security_headers) like any other answer.
    ///
    /// ```
    /// use std::task::{Context, Poll};
    /// use responder::{AppBody, InnerService, prelude::*};
    /// use tower_layer::layer_fn;
    /// use tower_service::Service;
    ///
    /// /// Answers a method that somebody cannot send otherwise.
    /// #[derive(Clone)]
    /// struct MethodOverride(InnerService);
    ///
    /// impl Service<http::Request<AppBody>> for MethodOverride {
    ///     type Response = http::Response<AppBody>;
    ///     type Error = <InnerService as Service<http::Request<AppBody>>>::Error;
    ///     type Future = <InnerService as Service<http::Request<AppBody>>>::Future;
    ///
    ///     fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
    ///         Service::<http::Request<AppBody>>::poll_ready(&mut self.0, cx)
    ///     }
    ///
    ///     fn call(&mut self, mut request: http::Request<AppBody>) -> Self::Future {
    ///         if request.headers().get("x-http-method").is_some_and(|method| method == "DELETE") {
    ///             *request.method_mut() = http::Method::DELETE;
    ///         }
    ///         self.0.call(request)
    ///     }
    /// }
    ///
    /// #[api]
    /// struct Api;
    /// #[delete("/item")]
    /// fn delete_item() -> &'static str { "gone" }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> responder::Result {
    /// let client = Api.into_app()?.layer(layer_fn(MethodOverride)).test_client().await;
    /// assert_eq!(client.post("/item").header("x-http-method", "DELETE").await.text(), "gone");
    /// # Ok(())
    /// # }
    /// ```
    pub fn layer<L, B>(mut self, layer: L) -> Self
    where
        L: Layer<InnerService>,
        L::Service: Service<http::Request<AppBody>, Response = http::Response<B>> + Clone + Send + 'static,
        <L::Service as Service<http::Request<AppBody>>>::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
        <L::Service as Service<http::Request<AppBody>>>::Future: Send + 'static,
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let inner = InnerService(self.layers.take());
        self.layers = Some(AnyService::new(layer.layer(inner)));
        self
    }

    /// Answers a request through these layers.
    #[cold]
    pub(super) fn respond_through(&self, layers: &AnyService, arrival: Arrival) -> Answering<'_> {
        let Arrival { head, body, peer, is_secure, staged } = arrival;
        let layers = layers.clone();
        Answering::Later(Box::pin(async move {
            let spare = head.clone();
            let body = BodySlot::new(body, self.limits.body).into_foreign();
            let mut request = http::Request::from_parts(head, body);
            if let Some(peer) = peer {
                request.extensions_mut().insert(peer);
            }
            let inside = Inside { app: self.clone(), peer, is_secure, staged };
            request.extensions_mut().insert(Passage(Arc::new(inside)));
            let problem = match caught(async { layers.call(request).await }).await {
                // Another protocol would be one that nothing here has checked.
                Ok(Ok(answer)) if answer.status().is_informational() => {
                    Problem::internal().caused_by("a layer wants to switch to another protocol".into())
                }
                Ok(Ok(answer)) => return self.taken_back(answer, &spare, peer, is_secure),
                Ok(Err(error)) => problem_of(&*error),
                Err(panicked) => panicked,
            };
            self.refuse(spare, peer, is_secure, problem).await
        }))
    }

    /// What comes out of the outermost layer.
    fn taken_back(
        &self,
        answer: http::Response<AppBody>,
        asked: &Parts,
        peer: Option<SocketAddr>,
        is_secure: bool,
    ) -> HttpResponse {
        let (mut head, body) = answer.into_parts();
        let of_app = head.extensions.remove::<OfApp>();
        let is_head = asked.method == Method::HEAD;
        head.headers.remove(TRANSFER_ENCODING);
        let content = if is_head {
            Content::default()
        } else {
            head.headers.remove(CONTENT_LENGTH);
            let length = http_body::Body::size_hint(&body).exact();
            content_of(body, length, false).resumed(of_app.as_ref().is_some_and(|of_app| of_app.is_resumed))
        };
        let mut body = Body::new(content, None, &self.encoding.ongoing);
        let finishing =
            of_app.as_ref().and_then(|of_app| of_app.finishing.lock().unwrap_or_else(PoisonError::into_inner).take());
        if let Some(finishing) = finishing {
            body = body.followed_by(finishing);
        }
        let mut response = http::Response::from_parts(head, body);
        if of_app.is_none() {
            self.dress_unasked(asked, peer, is_secure, &mut response);
        }
        response
    }

    /// What the failure of a layer is answered with, by whom the app has for that.
    async fn refuse(&self, head: Parts, peer: Option<SocketAddr>, is_secure: bool, problem: Problem) -> HttpResponse {
        let client = self.middleware.client(&head.headers, peer, is_secure);
        let origin = self.middleware.origin(&head.headers);
        let log = RequestLog::begin(&head.method, &head.headers);
        let body = RequestBody::Whole(Bytes::new());
        let arrival = Arrival { head, body, peer, is_secure, staged: None };
        let mut ex = exchange(&self.plan, &self.limits, arrival, client);
        let trip = Trip::begin(&self.plan, self.terms(), &mut ex, Some(problem));
        let mut response = trip.arrive(&mut ex).await;
        self.finish(&mut response, origin.as_ref(), log);
        response
    }
}

/// An app, or an app with layers around it, as the next layer around it sees it: see [`App::layer`].
#[derive(Clone)]
pub struct InnerService(Option<AnyService>);

impl std::fmt::Debug for InnerService {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("InnerService").finish_non_exhaustive()
    }
}

impl<B> Service<http::Request<B>> for InnerService
where
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    type Response = http::Response<AppBody>;
    type Error = Box<dyn std::error::Error + Send + Sync>;
    type Future =
        Pin<Box<dyn Future<Output = Result<http::Response<AppBody>, Box<dyn std::error::Error + Send + Sync>>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        // Each request has a service of its own, which is waited for when it is called.
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<B>) -> Self::Future {
        let request = request.map(AppBody::new);
        match (&self.0, request.extensions().get::<Passage>()) {
            (Some(layered), _) => layered.call(request),
            (None, Some(Passage(inside))) => Arc::clone(inside).answer(request),
            (None, None) => Box::pin(std::future::ready(Err(LOST.into()))),
        }
    }
}

const LOST: &str = "a layer has not passed on the extensions of the request";

/// The way of a request to its app, through layers that were made before the app was.
#[derive(Clone)]
struct Passage(Arc<dyn Within>);

trait Within: Send + Sync {
    fn answer(self: Arc<Self>, request: http::Request<AppBody>) -> Answer;
}

/// An app, and what is known of a request beside what layers see.
struct Inside<A: Application<Root = A>> {
    app: App<A>,
    peer: Option<SocketAddr>,
    is_secure: bool,
    staged: Option<Arc<Staged>>,
}

impl<A: Application<Root = A>> Within for Inside<A> {
    fn answer(self: Arc<Self>, request: http::Request<AppBody>) -> Answer {
        Box::pin(async move {
            let (mut head, body) = request.into_parts();
            head.extensions.remove::<Passage>();
            let body = RequestBody::Foreign(body);
            let Inside { app, peer, is_secure, staged } = &*self;
            let (peer, is_secure, staged) = (*peer, *is_secure, staged.clone());
            let mut response = app.respond_within(Arrival { head, body, peer, is_secure, staged }).await;
            let (is_resumed, finishing) = match response.body_mut() {
                Body::Whole(_) => (false, None),
                Body::Flow(flow) => (flow.is_resumed(), flow.take_finishing()),
            };
            response.extensions_mut().insert(OfApp { is_resumed, finishing: Arc::new(Mutex::new(finishing)) });
            Ok(response.map(AppBody::new))
        })
    }
}

/// An extension of answers that the app has made, and not a layer.
#[derive(Clone)]
struct OfApp {
    /// Whether it is a stream whose client comes back when it ends.
    is_resumed: bool,
    /// What is to be done once it is sent, whatever layers make of its body.
    finishing: Arc<Mutex<Option<Finishing>>>,
}
