//! A `tower::Service` of another crate, as small as it gets: with `tower`, it is `tower::service_fn`.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::http::request::Parts;
use responder::AppBody;
use tower_service::Service;

/// What a service makes of a request and its body.
pub type Answer = fn(&Parts, &[u8]) -> io::Result<hyper::Response<String>>;

pub fn text(text: String) -> hyper::Response<String> {
    let mut answer = hyper::Response::new(text);
    let media_type = hyper::header::HeaderValue::from_static("text/plain; charset=utf-8");
    answer.headers_mut().insert(hyper::header::CONTENT_TYPE, media_type);
    answer
}

#[derive(Clone, Copy)]
pub struct Foreign(Answer);

pub fn foreign(answer: Answer) -> Foreign {
    Foreign(answer)
}

impl Service<hyper::Request<AppBody>> for Foreign {
    type Response = hyper::Response<String>;
    type Error = Box<dyn std::error::Error + Send + Sync>;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: hyper::Request<AppBody>) -> Self::Future {
        let Foreign(answer) = *self;
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let body: Bytes = body.collect().await?.to_bytes();
            Ok(answer(&head, &body)?)
        })
    }
}
