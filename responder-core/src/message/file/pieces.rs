//! Reading a file while it is sent.

use std::collections::VecDeque;
use std::future::Future as _;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_util::Stream;
use tokio::task::JoinHandle;

use crate::message::stream::Chunks;

/// How much is read at a time: what one trip to the blocking pool is worth.
const PIECE: u64 = 64 * 1024;

/// A part of an answer made from a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// What stands around parts of the file.
    Text(Bytes),
    /// So many bytes of it from here on.
    Bytes { from: u64, length: u64 },
}

impl Part {
    pub(crate) fn length(&self) -> u64 {
        match self {
            Part::Text(text) => text.len() as u64,
            Part::Bytes { length, .. } => *length,
        }
    }
}

/// These parts of a file, one after the other.
pub(crate) fn pieces(file: std::fs::File, parts: Vec<Part>) -> Chunks {
    let length = parts.iter().map(Part::length).sum();
    Chunks::new(Pieces { file: Some(file), parts: parts.into(), reading: None }).of_length(length)
}

struct Pieces {
    /// Here, or at whoever reads from it.
    file: Option<std::fs::File>,
    parts: VecDeque<Part>,
    reading: Option<JoinHandle<(std::fs::File, io::Result<Bytes>)>>,
}

impl Stream for Pieces {
    type Item = Result<Bytes, Box<dyn std::error::Error + Send + Sync>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(reading) = &mut self.reading {
                let (file, read) = ready!(Pin::new(reading).poll(cx))?;
                (self.file, self.reading) = (Some(file), None);
                return Poll::Ready(Some(read.map_err(Into::into)));
            }
            let piece = match self.parts.front_mut() {
                None => return Poll::Ready(None),
                Some(Part::Text(text)) => {
                    let text = std::mem::take(text);
                    self.parts.pop_front();
                    return Poll::Ready(Some(Ok(text)));
                }
                Some(Part::Bytes { length: 0, .. }) => None,
                Some(Part::Bytes { from, length }) => {
                    let piece = (*from, (*length).min(PIECE));
                    (*from, *length) = (*from + piece.1, *length - piece.1);
                    Some(piece)
                }
            };
            match (piece, self.file.take()) {
                (Some((from, length)), Some(mut file)) => {
                    self.reading = Some(tokio::task::spawn_blocking(move || {
                        let read = read(&mut file, from, length);
                        (file, read)
                    }));
                }
                (_, file) => {
                    self.file = file;
                    self.parts.pop_front();
                }
            }
        }
    }
}

/// This part of a file; it is an error if it has become shorter.
fn read(file: &mut std::fs::File, from: u64, length: u64) -> io::Result<Bytes> {
    let mut bytes = Vec::with_capacity(usize::try_from(length).map_err(io::Error::other)?);
    file.seek(SeekFrom::Start(from))?;
    file.take(length).read_to_end(&mut bytes)?;
    if (bytes.len() as u64) < length { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(bytes.into()) }
}
