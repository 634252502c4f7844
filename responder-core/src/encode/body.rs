//! The body of a finished response, as it goes on the wire.

use std::any::Any;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use tokio::sync::watch;

use super::ongoing::{Finishing, Ongoing};
use crate::message::{Background, Broken, Chunks, Content};

/// How much is given at a time, in bytes: hyper copies it, and asks for more when that has left.
const PIECE: usize = 16 * 1024;

/// The body of a finished response.
#[derive(Debug)]
pub(crate) enum Body {
    /// All of it is there, and nothing is to be done after it.
    Whole(Bytes),
    Flow(Box<Flow>),
}

/// A body that comes bit by bit, or after which something is to be done.
#[derive(Debug)]
pub(crate) struct Flow {
    /// What has come and is not sent.
    here: Bytes,
    chunks: Option<Chunks>,
    /// How much is to come, if that is known.
    left: Option<u64>,
    /// Begins when this is dropped: it is sent then, or its client has gone away.
    finishing: Option<Finishing>,
    /// Is dropped with it.
    held: Option<Held>,
}

/// What lasts as long as a body does.
struct Held(#[expect(dead_code, reason = "it is there to be dropped")] Box<dyn Any + Send + Sync>);

impl fmt::Debug for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Held").finish_non_exhaustive()
    }
}

impl Body {
    #[inline(always)]
    pub(crate) fn new(content: Content, background: Option<Box<Background>>, ongoing: &Ongoing) -> Self {
        match (content, background) {
            (Content::Whole(bytes), None) => Body::Whole(bytes),
            (content, background) => Flow::boxed(content, background, ongoing),
        }
    }

    /// The same, with what is to be done after it.
    pub(crate) fn followed_by(self, finishing: Finishing) -> Self {
        let mut flow = self.into_flow();
        flow.finishing = Some(finishing);
        Body::Flow(flow)
    }

    /// Keeps something until this is given in full, or dropped.
    pub(crate) fn hold(&mut self, held: impl Any + Send + Sync) {
        let mut flow = std::mem::replace(self, Body::Whole(Bytes::new())).into_flow();
        flow.held = Some(Held(Box::new(held)));
        *self = Body::Flow(flow);
    }

    /// Whether all of it is given at once, when it is asked for.
    #[inline]
    pub(crate) fn is_one_piece(&self) -> bool {
        matches!(self, Body::Whole(bytes) if bytes.len() <= PIECE)
    }

    fn into_flow(self) -> Box<Flow> {
        match self {
            Body::Whole(here) => Box::new(Flow { here, chunks: None, left: Some(0), finishing: None, held: None }),
            Body::Flow(flow) => flow,
        }
    }

    /// How long it is in bytes, if that is known.
    #[inline]
    pub(crate) fn length(&self) -> Option<u64> {
        match self {
            Body::Whole(bytes) => Some(bytes.len() as u64),
            Body::Flow(flow) => flow.length(),
        }
    }

    /// All of it, whether it is complete, and what is to be done after it.
    pub(crate) async fn collect(self) -> (Bytes, bool, Option<Finishing>) {
        let mut flow = match self {
            Body::Whole(bytes) => return (bytes, true, None),
            Body::Flow(flow) => flow,
        };
        let (mut all, mut is_complete) = (Vec::new(), true);
        while let Some(piece) = poll_fn(|cx| flow.poll_piece(cx, usize::MAX)).await {
            match piece {
                Ok(piece) => all.extend_from_slice(&piece),
                Err(Broken) => is_complete = false,
            }
        }
        (all.into(), is_complete, flow.finishing.take())
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = Broken;

    #[inline]
    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Broken>>> {
        match &mut *self {
            Body::Whole(rest) if rest.is_empty() => Poll::Ready(None),
            Body::Whole(rest) => {
                let taken = rest.len().min(PIECE);
                Poll::Ready(Some(Ok(Frame::data(rest.split_to(taken)))))
            }
            Body::Flow(flow) => flow.poll_frame(cx),
        }
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Body::Whole(rest) => rest.is_empty(),
            Body::Flow(flow) => flow.is_over(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        self.length().map_or(SizeHint::new(), SizeHint::with_exact)
    }
}

impl Flow {
    /// Apart, so that it costs nothing where a body is whole.
    #[cold]
    #[inline(never)]
    fn boxed(content: Content, background: Option<Box<Background>>, ongoing: &Ongoing) -> Body {
        let left = content.length();
        let (here, chunks, left) = match content {
            Content::Whole(bytes) => (bytes, None, Some(0)),
            Content::Stream(chunks) => (Bytes::new(), Some(*chunks), left),
            // The parts of a file that are sent were chosen before; without that there are none.
            Content::File(_) => (Bytes::new(), None, Some(0)),
        };
        let finishing = background.map(|tasks| ongoing.finishing(*tasks));
        Body::Flow(Box::new(Flow { here, chunks, left, finishing, held: None }))
    }

    /// Ends it when the server stops, if its client comes back.
    #[cold]
    #[inline(never)]
    pub(crate) fn until(&mut self, mut stopping: watch::Receiver<bool>) {
        let end = async move { _ = stopping.wait_for(|stopping| *stopping).await };
        self.chunks = self.chunks.take().map(|chunks| chunks.until(end));
    }

    /// What is to be done after it, for somebody else to see to.
    pub(crate) fn take_finishing(&mut self) -> Option<Finishing> {
        self.finishing.take()
    }

    /// Whether its client comes back when it ends.
    pub(crate) fn is_resumed(&self) -> bool {
        self.chunks.as_ref().is_some_and(Chunks::is_resumed)
    }

    pub(crate) fn length(&self) -> Option<u64> {
        self.left.map(|left| left + self.here.len() as u64)
    }

    /// Whether nothing more will come.
    pub(crate) fn is_over(&self) -> bool {
        self.here.is_empty() && (self.chunks.is_none() || self.left == Some(0))
    }

    /// Apart, so that it costs nothing where a body is whole.
    #[cold]
    #[inline(never)]
    fn poll_frame(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Broken>>> {
        let piece = ready!(self.poll_piece(cx, PIECE));
        Poll::Ready(piece.map(|piece| piece.map(Frame::data)))
    }

    /// The next piece, of at most so many bytes.
    pub(crate) fn poll_piece(&mut self, cx: &mut Context<'_>, at_most: usize) -> Poll<Option<Result<Bytes, Broken>>> {
        if self.here.is_empty() {
            if self.is_over() {
                return Poll::Ready(None);
            }
            let Some(chunks) = &mut self.chunks else { return Poll::Ready(None) };
            match (ready!(chunks.poll_chunk(cx)), &mut self.left) {
                (Some(Ok(chunk)), None) => self.here = chunk,
                (Some(Ok(chunk)), Some(left)) if chunk.len() as u64 <= *left => {
                    *left -= chunk.len() as u64;
                    self.here = chunk;
                }
                (None, None) => {
                    self.chunks = None;
                    return Poll::Ready(None);
                }
                // Broken off, or not as long as it was said to be.
                _ => {
                    self.chunks = None;
                    return Poll::Ready(Some(Err(Broken)));
                }
            }
        }
        let taken = self.here.len().min(at_most);
        Poll::Ready(Some(Ok(self.here.split_to(taken))))
    }
}
