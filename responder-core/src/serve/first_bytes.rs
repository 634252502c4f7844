//! Which protocol a connection speaks, told by its first bytes.

use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use tokio::io::{AsyncRead, ReadBuf};

use super::rewound::Rewound;

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
    let mut read = Vec::new();
    let protocol = loop {
        read.extend(poll_fn(|cx| poll_some(&mut stream, cx)).await?);
        let compared = read.len().min(PREFACE.len());
        if read[..compared] != PREFACE[..compared] {
            break Protocol::Http1;
        }
        if read.len() >= PREFACE.len() + FRAME_HEAD {
            break Protocol::Http2;
        }
    };
    Ok((protocol, Rewound::new(read.into(), stream)))
}

/// Waits until the stream says something more, and has no buffer meanwhile.
///
/// # Errors
/// If the connection fails or ends.
pub(super) async fn next<S: AsyncRead + Unpin>(stream: &mut S) -> io::Result<Bytes> {
    poll_fn(|cx| poll_some(stream, cx)).await
}

fn poll_some<S: AsyncRead + Unpin>(stream: &mut S, cx: &mut Context<'_>) -> Poll<io::Result<Bytes>> {
    // Room for the whole head of most requests: in two parts, it would make hyper's buffer twice as large.
    let mut space = [0; 1024];
    let mut buffer = ReadBuf::new(&mut space);
    ready!(Pin::new(stream).poll_read(cx, &mut buffer))?;
    Poll::Ready(match buffer.filled() {
        [] => Err(io::ErrorKind::UnexpectedEof.into()),
        read => Ok(Bytes::copy_from_slice(read)),
    })
}

#[cfg(test)]
mod tests {
    use tokio::io::AsyncReadExt;

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
