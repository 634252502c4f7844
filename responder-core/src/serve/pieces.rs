//! The body of an answer, a piece at a time.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Frame, SizeHint};

use crate::encode::{Body, Flow};
use crate::message::Broken;

/// How much of a body is given at a time: hyper copies it, and asks for more when that has left.
const PIECE: usize = 16 * 1024;

/// A body in pieces, and what is to be dropped with it.
pub(super) struct Pieces<T> {
    rest: Body,
    held: T,
}

impl<T> Pieces<T> {
    pub(super) fn new(body: Body, held: T) -> Self {
        Pieces { rest: body, held }
    }
}

impl<T: Given + Unpin> http_body::Body for Pieces<T> {
    type Data = Bytes;
    type Error = Broken;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Broken>>> {
        let Pieces { rest, held } = &mut *self;
        let rest = match rest {
            Body::Whole(rest) => rest,
            Body::Flow(flow) => return poll_flow(flow, held, cx),
        };
        if rest.is_empty() {
            return Poll::Ready(None);
        }
        held.given();
        let taken = rest.len().min(PIECE);
        Poll::Ready(Some(Ok(Frame::data(rest.split_to(taken)))))
    }

    fn is_end_stream(&self) -> bool {
        match &self.rest {
            Body::Whole(rest) => rest.is_empty(),
            Body::Flow(flow) => flow.is_over(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        self.rest.length().map_or(SizeHint::new(), SizeHint::with_exact)
    }
}

/// Apart, so that it costs nothing where a body is whole.
#[cold]
#[inline(never)]
fn poll_flow(flow: &mut Flow, held: &impl Given, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Broken>>> {
    // As long as there is nothing to give, it is not the client who is waited for.
    held.waits();
    let piece = ready!(flow.poll_piece(cx, PIECE));
    if piece.is_some() {
        held.given();
    }
    Poll::Ready(piece.map(|piece| piece.map(Frame::data)))
}

/// Who wants to know how a body gets on.
pub(super) trait Given {
    /// A piece is given.
    fn given(&self) {}
    /// The client would take one, if there was one.
    fn waits(&self) {}
}
