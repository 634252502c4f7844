//! From a request that hyper has read to the app, and back.

use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use http::header::CONNECTION;
use http::request::Parts;
use http::{HeaderValue, StatusCode, Version};
use hyper::body::{Body as _, Incoming};

use super::connection::Shared;
use super::connections::Stopping;
use super::front::{self, Verdict};
use crate::app::{Answering, App};
use crate::application::Application;
use crate::encode::{self, Body, HttpResponse};
use crate::lifecycle::Arrival;
use crate::message::RequestBody;
use crate::request_log::RequestLog;

/// Answers a request; the work on it may be done already when this returns.
pub(super) fn respond<A: Application<Root = A>>(
    shared: &Shared<A>,
    request: hyper::Request<Incoming>,
) -> Responding<'_> {
    let (head, body) = request.into_parts();
    let is_http1 = head.version < Version::HTTP_2;
    let has_body = !body.is_end_stream();
    let body = RequestBody::Arriving(body);
    let (answering, ends) = answer(&shared.app, head, body, has_body, Some(shared.peer), shared.is_secure);
    Responding { answering, ends, is_http1, stopping: &shared.stopping }
}

/// The answer to a request, if its head is sound, and whether nothing more is read.
#[inline]
pub(super) fn answer<A: Application<Root = A>>(
    app: &App<A>,
    head: Parts,
    body: RequestBody,
    has_body: bool,
    peer: Option<SocketAddr>,
    is_secure: bool,
) -> (Answering<'_>, bool) {
    match front::inspect(&head, has_body, app.limits_in_use()) {
        Verdict::Pass => (app.respond(Arrival { head, body, peer, is_secure, staged: None }), false),
        Verdict::AboutTheServer => (unasked(app, &head, peer, is_secure, encode::empty(StatusCode::NO_CONTENT)), false),
        Verdict::Refuse(problem) => {
            let problem = encode::problem(problem, head.method == http::Method::HEAD);
            (unasked(app, &head, peer, is_secure, problem), true)
        }
    }
}

/// The answer to a request that the app does not see.
fn unasked<'a, A: Application<Root = A>>(
    app: &'a App<A>,
    head: &Parts,
    peer: Option<SocketAddr>,
    is_secure: bool,
    mut response: HttpResponse,
) -> Answering<'a> {
    app.dress_unasked(head, peer, is_secure, &mut response);
    if let Some(log) = RequestLog::begin(&head.method, &head.headers) {
        log.end(response.status().as_u16());
    }
    Answering::Ready(Some(response))
}

/// A request that is being answered.
pub(super) struct Responding<'a> {
    answering: Answering<'a>,
    /// Whether nothing more is read.
    ends: bool,
    /// In it, an answer says whether its connection goes on.
    is_http1: bool,
    stopping: &'a Stopping,
}

impl Future for Responding<'_> {
    type Output = HttpResponse;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<HttpResponse> {
        let mut response = ready!(Pin::new(&mut self.answering).poll(cx));
        // So that the client does not send another request to a connection about to be closed.
        if self.is_http1 && (self.ends || *self.stopping.borrow()) {
            response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        }
        if let Body::Flow(flow) = response.body_mut() {
            flow.until(self.stopping.clone());
        }
        Poll::Ready(response)
    }
}
