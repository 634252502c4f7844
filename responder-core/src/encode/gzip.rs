//! Compressing what comes bit by bit: each piece leaves as soon as it has come.

use std::future::Future as _;
use std::io::{self, Write as _};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use futures_util::Stream;
use tokio::task::JoinHandle;

use crate::message::Chunks;

type Encoder = GzEncoder<Vec<u8>>;

/// The same, compressed. Pieces of this length and longer are compressed in the blocking pool.
pub(super) fn gzip(chunks: Chunks, long: usize) -> Chunks {
    let encoder = Some(GzEncoder::new(Vec::new(), Compression::fast()));
    Chunks::new(Gzip { chunks, long, encoder, working: None })
}

struct Gzip {
    chunks: Chunks,
    long: usize,
    /// Here, or at whoever works with it; gone at the end.
    encoder: Option<Encoder>,
    working: Option<JoinHandle<(Encoder, io::Result<Bytes>)>>,
}

impl Stream for Gzip {
    type Item = Result<Bytes, Box<dyn std::error::Error + Send + Sync>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Some(working) = &mut self.working {
            let (encoder, compressed) = ready!(Pin::new(working).poll(cx))?;
            (self.encoder, self.working) = (Some(encoder), None);
            return Poll::Ready(Some(compressed.map_err(Into::into)));
        }
        let chunk = ready!(self.chunks.poll_chunk(cx));
        let Some(mut encoder) = self.encoder.take() else { return Poll::Ready(None) };
        match chunk {
            None => Poll::Ready(Some(encoder.finish().map(Bytes::from).map_err(Into::into))),
            Some(Err(broken)) => Poll::Ready(Some(Err(broken.into()))),
            Some(Ok(chunk)) if chunk.len() < self.long => {
                let compressed = compress(&mut encoder, &chunk);
                self.encoder = Some(encoder);
                Poll::Ready(Some(compressed.map_err(Into::into)))
            }
            Some(Ok(chunk)) => {
                self.working = Some(tokio::task::spawn_blocking(move || {
                    let compressed = compress(&mut encoder, &chunk);
                    (encoder, compressed)
                }));
                self.poll_next(cx)
            }
        }
    }
}

/// All that a client needs to have this piece.
fn compress(encoder: &mut Encoder, chunk: &[u8]) -> io::Result<Bytes> {
    encoder.write_all(chunk)?;
    encoder.flush()?;
    Ok(std::mem::take(encoder.get_mut()).into())
}
