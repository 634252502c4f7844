//! An answer that is there already, or is worked on.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::encode::HttpResponse;
use crate::registry::BoxFuture;

/// The answer to a request, as a future.
pub(crate) enum Answering<'a> {
    /// It is there; `None` once it was taken.
    Ready(Option<HttpResponse>),
    Later(BoxFuture<'a, HttpResponse>),
}

impl Future for Answering<'_> {
    type Output = HttpResponse;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<HttpResponse> {
        match self.get_mut() {
            Answering::Ready(answer) => answer.take().map_or(Poll::Pending, Poll::Ready),
            Answering::Later(answer) => answer.as_mut().poll(cx),
        }
    }
}
