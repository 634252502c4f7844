//! An answer that is there already, or is worked on.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use crate::encode::HttpResponse;
use crate::registry::BoxFuture;

/// The answer to a request, as a future.
pub(crate) enum Answering<'a> {
    /// It is there; `None` once it was taken.
    Ready(Option<HttpResponse>),
    Later(BoxFuture<'a, HttpResponse>),
}

impl Answering<'_> {
    /// The answer, where it lies: it is large, and has to be looked at before it is moved.
    #[inline]
    pub(crate) fn poll_in_place(&mut self, cx: &mut Context<'_>) -> Poll<&mut Option<HttpResponse>> {
        if let Answering::Later(answer) = self {
            *self = Answering::Ready(Some(ready!(answer.as_mut().poll(cx))));
        }
        match self {
            Answering::Ready(answer) => Poll::Ready(answer),
            Answering::Later(_) => Poll::Pending,
        }
    }
}

impl Future for Answering<'_> {
    type Output = HttpResponse;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<HttpResponse> {
        ready!(self.poll_in_place(cx)).take().map_or(Poll::Pending, Poll::Ready)
    }
}
