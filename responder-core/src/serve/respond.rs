//! From a request that hyper has read to the app, and back.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use http::header::CONNECTION;
use http::{HeaderValue, StatusCode, Version};
use hyper::body::{Body as _, Incoming};

use super::connection::Shared;
use super::connections::{Stopping, is_stopping};
use super::front::{self, Verdict};
use crate::app::{Answering, App};
use crate::application::Application;
use crate::encode::{self, Body, HttpResponse};
use crate::lifecycle::Arrival;
use crate::message::RequestBody;
use crate::request_log::RequestLog;

/// Answers a request; the work on it may be done already when this returns.
#[inline(always)]
pub(super) fn respond<A: Application<Root = A>>(
    shared: &Shared<A>,
    request: hyper::Request<Incoming>,
) -> Responding<'_> {
    let is_http1 = request.version() < Version::HTTP_2;
    let has_body = !request.body().is_end_stream();
    let (head, body) = request.into_parts();
    let (peer, is_secure) = (Some(shared.peer), shared.is_secure);
    let arrival = Arrival { head, body: RequestBody::Arriving(body), peer, is_secure, staged: None };
    Responding { answering: answer(&shared.app, arrival, has_body), is_http1, stopping: &shared.stopping }
}

/// The answer to a request, by the app if its head is sound.
#[inline(always)]
pub(super) fn answer<A: Application<Root = A>>(app: &App<A>, arrival: Arrival, has_body: bool) -> Answering<'_> {
    match front::inspect(&arrival.head, has_body, app.limits_in_use()) {
        Verdict::Pass => app.respond(arrival),
        Verdict::AboutTheServer => unasked(app, &arrival, encode::empty(StatusCode::NO_CONTENT)),
        Verdict::Refuse(problem) => {
            let mut response = encode::problem(problem, arrival.head.method == http::Method::HEAD);
            // What is ambiguous may not be where the next request seems to begin.
            if arrival.head.version < Version::HTTP_2 {
                response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
            }
            unasked(app, &arrival, response)
        }
    }
}

/// The answer to a request that the app does not see.
#[cold]
fn unasked<'a, A: Application<Root = A>>(
    app: &'a App<A>,
    arrival: &Arrival,
    mut response: HttpResponse,
) -> Answering<'a> {
    let Arrival { head, peer, is_secure, .. } = arrival;
    app.dress_unasked(head, *peer, *is_secure, &mut response);
    if let Some(log) = RequestLog::begin(&head.method, &head.headers) {
        log.end(response.status().as_u16());
    }
    Answering::Ready(Some(response))
}

/// A request that is being answered.
pub(super) struct Responding<'a> {
    answering: Answering<'a>,
    /// In it, an answer says whether its connection goes on.
    is_http1: bool,
    stopping: &'a Stopping,
}

impl Responding<'_> {
    /// The answer, where it lies.
    #[inline]
    pub(super) fn poll_in_place(&mut self, cx: &mut Context<'_>) -> Poll<&mut Option<HttpResponse>> {
        let answer = ready!(self.answering.poll_in_place(cx));
        if let Some(response) = answer {
            // So that the client does not send another request to a connection about to be closed.
            if self.is_http1 && is_stopping(self.stopping) {
                response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
            }
            if let Body::Flow(flow) = response.body_mut() {
                flow.until(self.stopping.clone());
            }
        }
        Poll::Ready(answer)
    }
}

impl Future for Responding<'_> {
    type Output = HttpResponse;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<HttpResponse> {
        ready!(self.poll_in_place(cx)).take().map_or(Poll::Pending, Poll::Ready)
    }
}
