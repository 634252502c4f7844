//! Which protocol a connection speaks, told by its first bytes.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes, BytesMut};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, ReadBuf};

/// What a client of HTTP/2 sends first (RFC 9113 section 3.4).
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// The head of the frame that has to follow.
const FRAME_HEAD: usize = 9;

/// What a connection speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Protocol {
    Http1,
    Http2,
}

/// Reads as much as tells the protocol, and gives it back to be read again.
///
/// Of HTTP/2 it waits for the preface and the head of the first frame, so that nobody holds a connection by half of
/// them; the caller has the clock.
///
/// # Errors
/// If the connection fails or ends.
pub(super) async fn protocol<S: AsyncRead + Unpin>(mut stream: S) -> io::Result<(Protocol, Rewound<S>)> {
    let mut read = BytesMut::with_capacity(PREFACE.len() + FRAME_HEAD);
    let protocol = loop {
        if stream.read_buf(&mut read).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let compared = read.len().min(PREFACE.len());
        if read[..compared] != PREFACE[..compared] {
            break Protocol::Http1;
        }
        if read.len() >= PREFACE.len() + FRAME_HEAD {
            break Protocol::Http2;
        }
    };
    Ok((protocol, Rewound { read: read.freeze(), stream }))
}

/// A stream whose first bytes were read already.
pub(super) struct Rewound<S> {
    read: Bytes,
    stream: S,
}

impl<S: AsyncRead + Unpin> AsyncRead for Rewound<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        if !self.read.is_empty() {
            let taken = self.read.len().min(buffer.remaining());
            buffer.put_slice(&self.read[..taken]);
            self.read.advance(taken);
            return Poll::Ready(Ok(()));
        }
        ready!(Pin::new(&mut self.stream).poll_read(cx, buffer))?;
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Rewound<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(cx, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn told(mut bytes: &[u8]) -> Option<(Protocol, Vec<u8>)> {
        let (protocol, mut rewound) = protocol(&mut bytes).await.ok()?;
        let mut all = Vec::new();
        rewound.read_to_end(&mut all).await.unwrap();
        Some((protocol, all))
    }

    #[tokio::test]
    async fn the_preface_tells_and_nothing_is_lost() {
        let h2 = [PREFACE, b"\0\0\0\x04\0\0\0\0\0more"].concat();
        for (bytes, protocol) in [
            (b"GET / HTTP/1.1\r\n\r\n".as_slice(), Protocol::Http1),
            (b"PRI * HTTP/1.1\r\n\r\n", Protocol::Http1),
            (b"P", Protocol::Http1),
            (&h2, Protocol::Http2),
        ] {
            match told(bytes).await {
                Some(told) => assert_eq!(told, (protocol, bytes.to_vec())),
                None => assert_eq!(bytes, b"P", "half a preface could still become either"),
            }
        }
        assert!(told(b"").await.is_none());
        assert!(told(PREFACE).await.is_none(), "no frame follows");
    }
}
