//! The body of an answer, a piece at a time.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

/// How much of a body is given at a time: hyper copies it, and asks for more when that has left.
const PIECE: usize = 16 * 1024;

/// A body in pieces, and what is to be dropped with it.
pub(super) struct Pieces<T> {
    rest: Bytes,
    held: T,
}

impl<T> Pieces<T> {
    pub(super) fn new(whole: Bytes, held: T) -> Self {
        Pieces { rest: whole, held }
    }
}

impl<T: Given + Unpin> Body for Pieces<T> {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.rest.is_empty() {
            return Poll::Ready(None);
        }
        self.held.given();
        let taken = self.rest.len().min(PIECE);
        Poll::Ready(Some(Ok(Frame::data(self.rest.split_to(taken)))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.rest.len() as u64)
    }
}

/// Who wants to know that a piece is given.
pub(super) trait Given {
    fn given(&self) {}
}
