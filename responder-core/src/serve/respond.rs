//! From a request that hyper has read to the app, and back.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use http::header::CONNECTION;
use http::request::Parts;
use http::{HeaderValue, StatusCode, Version};
use hyper::body::{Body as _, Incoming};

use super::connection::Shared;
use super::connections::Stopping;
use super::front::{self, Verdict};
use crate::app::Answering;
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
    let (answering, ends) = match front::inspect(&head, !body.is_end_stream(), shared.app.limits_in_use()) {
        Verdict::Pass => {
            let arrival = Arrival {
                head,
                body: RequestBody::Arriving(body),
                peer: Some(shared.peer),
                is_secure: shared.is_secure,
                staged: None,
            };
            (shared.app.respond(arrival), false)
        }
        Verdict::AboutTheServer => (unasked(shared, &head, encode::empty(StatusCode::NO_CONTENT)), false),
        Verdict::Refuse(problem) => {
            let problem = encode::problem(problem, head.method == http::Method::HEAD);
            (unasked(shared, &head, problem), true)
        }
    };
    Responding { answering, ends, is_http1, stopping: &shared.stopping }
}

/// The answer to a request that the app does not see.
fn unasked<'a, A: Application<Root = A>>(
    shared: &'a Shared<A>,
    head: &Parts,
    mut response: HttpResponse,
) -> Answering<'a> {
    shared.app.dress_unasked(head, Some(shared.peer), shared.is_secure, &mut response);
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
