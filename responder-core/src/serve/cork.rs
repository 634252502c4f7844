//! A stream that gathers what is written to it, so that several answers leave together.
//!
//! hyper flushes after each answer. A client that sends its requests without waiting for answers would cost a system
//! call for each; here all that one poll of the connection has written goes out at its end.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::rewound::Rewound;

/// How much is gathered; more has to leave first.
const FULL: usize = 64 * 1024;

/// A write this long is not worth a copy.
const LONG: usize = 16 * 1024;

/// A buffer that has grown beyond this is given back when it is empty.
const KEPT: usize = 4 * 1024;

/// The end that hyper reads from and writes to, and that the connection [releases](Cork::poll_release): clones are the
/// same stream.
pub(super) struct Cork<S>(Arc<Mutex<Corked<S>>>);

struct Corked<S> {
    stream: Rewound<S>,
    gathered: Vec<u8>,
    /// Whether something was written since the stream was flushed.
    is_dirty: bool,
    /// Whether a write has to be tried again.
    is_blocked: bool,
    /// Whether nothing more will be written.
    is_closing: bool,
    /// Whether something was read since [`has_heard`](Cork::has_heard) was asked.
    has_heard: bool,
}

/// What has left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Released {
    /// All that was written.
    All,
    /// What was gathered: the write that has found no room for itself can be tried again.
    Room,
}

impl<S> Clone for Cork<S> {
    fn clone(&self) -> Self {
        Cork(Arc::clone(&self.0))
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> Cork<S> {
    pub(super) fn new(stream: Rewound<S>) -> Self {
        let corked = Corked {
            stream,
            gathered: Vec::new(),
            is_dirty: false,
            is_blocked: false,
            is_closing: false,
            has_heard: false,
        };
        Cork(Arc::new(Mutex::new(corked)))
    }

    fn corked(&self) -> MutexGuard<'_, Corked<S>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends what was gathered.
    pub(super) fn poll_release(&self, cx: &mut Context<'_>) -> Poll<io::Result<Released>> {
        self.corked().poll_release(cx)
    }

    /// Sends what was gathered, for the last time: whoever had a write that found no room is gone.
    pub(super) fn poll_end(&self, cx: &mut Context<'_>) -> Poll<io::Result<Released>> {
        let mut corked = self.corked();
        corked.is_blocked = false;
        corked.poll_release(cx)
    }

    /// Whether nothing is left to be written, and more may follow.
    pub(super) fn is_released(&self) -> bool {
        let corked = self.corked();
        !corked.is_dirty && !corked.is_blocked && !corked.is_closing
    }

    /// Whether the client has said something since this was asked last.
    pub(super) fn has_heard(&self) -> bool {
        std::mem::take(&mut self.corked().has_heard)
    }

    /// The stream itself, if this is the only handle of it.
    pub(super) fn into_stream(self) -> Option<Rewound<S>> {
        let corked = Arc::into_inner(self.0)?.into_inner().unwrap_or_else(PoisonError::into_inner);
        Some(corked.stream)
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> Corked<S> {
    fn poll_release(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<Released>> {
        if !self.is_dirty {
            return Poll::Ready(Ok(Released::All));
        }
        let is_long = self.gathered.is_empty();
        ready!(self.poll_write_gathered(cx))?;
        match (self.is_blocked, is_long) {
            // It waits for the stream, as we do.
            (true, true) => Poll::Pending,
            (true, false) => Poll::Ready(Ok(Released::Room)),
            (false, _) => {
                ready!(Pin::new(&mut self.stream).poll_flush(cx))?;
                self.is_dirty = false;
                Poll::Ready(Ok(Released::All))
            }
        }
    }

    fn poll_write_gathered(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let mut written = 0;
        while written < self.gathered.len() {
            match Pin::new(&mut self.stream).poll_write(cx, &self.gathered[written..]) {
                Poll::Ready(Ok(0)) => return Poll::Ready(Err(io::ErrorKind::WriteZero.into())),
                Poll::Ready(Ok(more)) => written += more,
                Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
                Poll::Pending => {
                    self.gathered.drain(..written);
                    return Poll::Pending;
                }
            }
        }
        self.gathered.clear();
        if self.gathered.capacity() > KEPT {
            self.gathered = Vec::new();
        }
        Poll::Ready(Ok(()))
    }

    fn poll_write(&mut self, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.is_dirty = true;
        if bytes.len() < LONG && self.gathered.len() + bytes.len() <= FULL {
            self.gathered.extend_from_slice(bytes);
            return Poll::Ready(Ok(bytes.len()));
        }
        ready!(self.poll_write_gathered(cx))?;
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncRead for Cork<S> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let mut corked = self.corked();
        ready!(Pin::new(&mut corked.stream).poll_read(cx, buffer))?;
        corked.has_heard = true;
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncWrite for Cork<S> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let mut corked = self.corked();
        let outcome = corked.poll_write(cx, bytes);
        corked.is_blocked = outcome.is_pending();
        outcome
    }

    /// The connection does it, after each of its polls.
    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let mut corked = self.corked();
        (corked.is_blocked, corked.is_closing) = (false, true);
        ready!(corked.poll_release(cx))?;
        Pin::new(&mut corked.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use bytes::Bytes;

    use super::*;

    #[tokio::test]
    async fn what_was_written_leaves_together_and_in_order() {
        let (ours, mut theirs) = tokio::io::duplex(1 << 20);
        let mut cork = Cork::new(Rewound::new(Bytes::from_static(b"read before "), ours));
        for part in ["one ", "two ", "three"] {
            cork.write_all(part.as_bytes()).await.unwrap();
            cork.flush().await.unwrap();
        }
        let mut received = vec![0; 64];
        assert!(futures_util::FutureExt::now_or_never(theirs.read(&mut received)).is_none(), "nothing has left");
        assert!(!cork.is_released());
        std::future::poll_fn(|cx| cork.poll_release(cx)).await.unwrap();
        assert!(cork.is_released());
        let length = theirs.read(&mut received).await.unwrap();
        assert_eq!(&received[..length], b"one two three");

        let long = vec![b'x'; FULL + 7];
        cork.write_all(b"before ").await.unwrap();
        cork.write_all(&long).await.unwrap();
        cork.shutdown().await.unwrap();
        let mut all = Vec::new();
        theirs.read_to_end(&mut all).await.unwrap();
        assert_eq!(all, [b"before ".as_slice(), &long].concat());
    }

    #[tokio::test]
    async fn a_stream_that_takes_nothing_holds_the_writer_up() {
        let (ours, mut theirs) = tokio::io::duplex(1024);
        let mut cork = Cork::new(Rewound::new(Bytes::new(), ours));
        let all: Vec<u8> = (0..3 * FULL).map(|n| n as u8).collect();
        let expected = all.clone();
        let writer = tokio::spawn(async move {
            for part in all.chunks(1000) {
                cork.write_all(part).await.unwrap();
            }
            assert!(cork.corked().gathered.len() <= FULL);
            cork.shutdown().await.unwrap();
        });
        let mut received = Vec::new();
        theirs.read_to_end(&mut received).await.unwrap();
        writer.await.unwrap();
        assert!(received == expected);
    }
}
