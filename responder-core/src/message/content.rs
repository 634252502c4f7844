//! What an answer consists of: bytes that are there, or that come while it is sent.

use bytes::Bytes;

use super::file::File;
use super::stream::Chunks;

/// What an answer consists of.
#[derive(Debug)]
pub(crate) enum Content {
    /// All of it is there.
    Whole(Bytes),
    /// It comes bit by bit.
    Stream(Box<Chunks>),
    /// An open file. Which parts of it are sent depends on the request.
    File(Box<File>),
}

impl Default for Content {
    fn default() -> Self {
        Content::Whole(Bytes::new())
    }
}

impl Content {
    /// The same; if it comes bit by bit, for a client that may come back when it ends.
    pub(crate) fn resumed(self, is_resumed: bool) -> Self {
        match self {
            Content::Stream(chunks) if is_resumed => Content::Stream(Box::new(chunks.resumed())),
            content => content,
        }
    }

    /// How long it is in bytes, if that is known before it is sent.
    pub(crate) fn length(&self) -> Option<u64> {
        match self {
            Content::Whole(bytes) => Some(bytes.len() as u64),
            Content::Stream(chunks) => chunks.length(),
            Content::File(file) => Some(file.size()),
        }
    }
}
