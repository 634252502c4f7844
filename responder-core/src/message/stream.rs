//! Answers that come bit by bit, while they are sent.

use std::error::Error;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_util::stream::{Stream, StreamExt as _, poll_fn};
use tokio::sync::mpsc;

use super::content::Content;
use super::reply::Reply;
use super::response::Response;

/// Who listens to broken streams says so by this target: `responder::stream=warn`.
const TARGET: &str = "responder::stream";

/// Any error. It ends the stream that it occurs in, and no client is told of it.
type AnyError = Box<dyn Error + Send + Sync>;

/// One piece of a streamed answer: bytes, text, or a `Result` with one of them.
///
/// An error breaks the answer off: the connection of HTTP/1.1 is closed, the stream of HTTP/2 is reset, so that the
/// client knows that something is missing.
pub trait Chunk {
    /// Its bytes.
    ///
    /// # Errors
    /// Why there are none; the answer ends here, incomplete.
    fn into_bytes(self) -> Result<Bytes, Box<dyn Error + Send + Sync>>;
}

macro_rules! chunks {
    ($($kind:ty)*) => {$(
        impl Chunk for $kind {
            fn into_bytes(self) -> Result<Bytes, AnyError> {
                Ok(self.into())
            }
        }
    )*};
}

chunks!(Bytes Vec<u8> String &'static [u8] &'static str);

impl<C: Chunk, E: Into<AnyError>> Chunk for Result<C, E> {
    fn into_bytes(self) -> Result<Bytes, AnyError> {
        self.map_err(Into::into)?.into_bytes()
    }
}

type BoxStream = Pin<Box<dyn Stream<Item = Result<Bytes, AnyError>> + Send>>;

/// The pieces of an answer. A panic or an error of whoever makes them breaks it off, and nothing else.
pub(crate) struct Chunks {
    /// Never locked: it makes of what can be sent to another thread what can also be looked at from there.
    source: Mutex<Option<BoxStream>>,
    length: Option<u64>,
    /// Whether the client comes back when it ends, so that it can end at any time.
    is_resumed: bool,
    /// Whether it has failed, which is not told yet.
    is_broken: bool,
}

/// An answer that cannot be completed. The reason was logged and is nothing for others.
#[derive(Debug)]
pub(crate) struct Broken;

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the answer cannot be completed")
    }
}

impl Error for Broken {}

impl Chunks {
    pub(crate) fn new<S>(source: S) -> Self
    where
        S: Stream<Item = Result<Bytes, AnyError>> + Send + 'static,
    {
        Chunks { source: Mutex::new(Some(Box::pin(source))), length: None, is_resumed: false, is_broken: false }
    }

    /// The same of a known length in bytes. One that turns out to be another is broken off.
    pub(crate) fn of_length(self, bytes: u64) -> Self {
        Chunks { length: Some(bytes), ..self }
    }

    /// The same, for a client that comes back when it ends.
    pub(super) fn resumed(self) -> Self {
        Chunks { is_resumed: true, ..self }
    }

    pub(crate) fn is_resumed(&self) -> bool {
        self.is_resumed
    }

    /// The same, ended with this if its client comes back.
    pub(crate) fn until(mut self, end: impl Future<Output = ()> + Send + 'static) -> Self {
        if !self.is_resumed {
            return self;
        }
        let chunks = poll_fn(move |cx| self.poll_chunk(cx).map(|next| next.map(|chunk| chunk.map_err(Into::into))));
        Chunks::new(chunks.take_until(Box::pin(end)))
    }

    pub(crate) fn length(&self) -> Option<u64> {
        self.length
    }

    /// The next piece, which is never empty.
    pub(crate) fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Broken>>> {
        if std::mem::take(&mut self.is_broken) {
            return Poll::Ready(Some(Err(Broken)));
        }
        let slot = self.source.get_mut().unwrap_or_else(PoisonError::into_inner);
        let Some(source) = slot else { return Poll::Ready(None) };
        let failed = match catch_unwind(AssertUnwindSafe(|| source.as_mut().poll_next(cx))) {
            Ok(Poll::Pending) => return Poll::Pending,
            Ok(Poll::Ready(Some(Ok(bytes)))) if bytes.is_empty() => {
                // Nothing to send; others get their turn before it is asked again.
                cx.waker().wake_by_ref();
                return Poll::Pending;
            }
            Ok(Poll::Ready(Some(Ok(bytes)))) => return Poll::Ready(Some(Ok(bytes))),
            Ok(Poll::Ready(None)) => {
                *slot = None;
                return Poll::Ready(None);
            }
            Ok(Poll::Ready(Some(Err(error)))) => Some(error),
            Err(_) => None,
        };
        *slot = None;
        match failed {
            // It is one of ours within another, and was told there.
            Some(error) if error.is::<Broken>() => {}
            failed => {
                tracing::warn!(target: TARGET, panicked = failed.is_none(), "an answer is broken off");
                if let Some(error) = failed {
                    // What it says may be secret, so it is for those only who look for it.
                    tracing::debug!(target: TARGET, %error, "why an answer is broken off");
                }
            }
        }
        // Told at the next turn: what has come before it leaves now, and would be thrown away with the connection.
        self.is_broken = true;
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

impl std::fmt::Debug for Chunks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Chunks").field("length", &self.length).finish_non_exhaustive()
    }
}

/// An answer that comes bit by bit, as a handler returns it: see [`Response::stream`].
///
/// It is asked for its next piece when the client has taken the one before, and dropped when the client goes away.
/// Nothing of it runs for HEAD. What it takes does not count as time of the handler.
///
/// ```
/// use responder::prelude::*;
/// use responder::Streamed;
/// # #[api] struct Api;
/// #[get("/numbers")]
/// fn numbers() -> Streamed {
///     Streamed::write(|mut out| async move {
///         for n in 0..1_000_000 {
///             out.send(format!("{n}\n")).await?;
///         }
///         Ok(())
///     })
/// }
/// # #[tokio::main(flavor = "current_thread")] async fn main() {
/// # let client = Api.test_client().await;
/// # assert!(client.get("/numbers").await.text().ends_with("\n999999\n"));
/// # }
/// ```
#[derive(Debug)]
pub struct Streamed(pub(super) Chunks);

impl Streamed {
    /// What this stream yields: text, bytes, or a `Result` with one of them. The trait is that of the crate `futures`.
    pub fn new<S>(stream: S) -> Self
    where
        S: Stream<Item: Chunk> + Send + 'static,
    {
        Streamed(Chunks::new(stream.map(Chunk::into_bytes)))
    }

    /// What this function sends, one piece after the other. An error that it returns breaks the answer off.
    pub fn write<F>(write: impl FnOnce(ChunkSender) -> F) -> Self
    where
        F: Future<Output = Result<(), Box<dyn Error + Send + Sync>>> + Send + 'static,
    {
        let (sender, sent) = mpsc::channel(1);
        Streamed(Chunks::new(Written { writer: Some(Box::pin(write(ChunkSender(sender)))), sent, failed: None }))
    }
}

#[diagnostic::do_not_recommend]
impl Reply for Streamed {
    fn apply(self, resp: &mut Response) {
        resp.chunks(self.0);
    }
}

impl Response {
    /// An answer that comes bit by bit, in place of a body that is there: text, bytes, or a `Result` with one of them.
    ///
    /// Say what it is with `header("content-type", ..)`. It has no length that is known beforehand: HTTP/1.1 sends it in
    /// chunks, HTTP/1.0 up to the end of the connection. See [`Streamed`] for what else is to know, and for a stream that a
    /// function writes.
    ///
    /// ```
    /// use responder::prelude::*;
    /// # #[api] struct Api;
    /// #[get("/report")]
    /// fn report(resp: &mut Response) {
    ///     let rows = futures_util::stream::iter(["a,b\n", "1,2\n"]);
    ///     resp.header("content-type", "text/csv").stream(rows);
    /// }
    /// # #[tokio::main(flavor = "current_thread")] async fn main() {
    /// # assert_eq!(Api.test_client().await.get("/report").await.text(), "a,b\n1,2\n");
    /// # }
    /// ```
    pub fn stream<S>(&mut self, stream: S) -> &mut Self
    where
        S: Stream<Item: Chunk> + Send + 'static,
    {
        self.chunks(Streamed::new(stream).0)
    }

    pub(super) fn chunks(&mut self, chunks: Chunks) -> &mut Self {
        self.set_content(Content::Stream(Box::new(chunks)))
    }
}

/// Sends the pieces of a [`Streamed`] answer.
#[derive(Clone, Debug)]
pub struct ChunkSender(mpsc::Sender<Result<Bytes, AnyError>>);

/// The client has gone away, or the answer is broken off: nobody takes what is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gone;

impl std::fmt::Display for Gone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the client has gone away")
    }
}

impl Error for Gone {}

impl ChunkSender {
    /// Sends a piece, once there is room for it: as fast as the client takes them.
    ///
    /// # Errors
    /// [`Gone`] if nobody takes it. The function that writes is dropped then; a task that it has spawned hears of it here.
    pub async fn send(&mut self, chunk: impl Chunk) -> Result<(), Gone> {
        self.0.send(chunk.into_bytes()).await.map_err(|_| Gone)
    }
}

/// What a function sends, while it runs.
struct Written<F> {
    writer: Option<Pin<Box<F>>>,
    sent: mpsc::Receiver<Result<Bytes, AnyError>>,
    /// How it has ended, for when all that it has sent is taken.
    failed: Option<AnyError>,
}

impl<F: Future<Output = Result<(), AnyError>>> Stream for Written<F> {
    type Item = Result<Bytes, AnyError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Written { writer, sent, failed } = &mut *self;
        if let Poll::Ready(Some(chunk)) = sent.poll_recv(cx) {
            return Poll::Ready(Some(chunk));
        }
        if let Some(running) = writer {
            // A panic is caught here, because what was sent before it is to be taken yet.
            let ended = match catch_unwind(AssertUnwindSafe(|| running.as_mut().poll(cx))) {
                Ok(Poll::Pending) => None,
                Ok(Poll::Ready(ended)) => Some(ended),
                Err(_) => Some(Err("a panic".into())),
            };
            if let Some(ended) = ended {
                (*writer, *failed) = (None, ended.err());
            }
        }
        // It has sent something, or a task of its own may do so; without senders this is the end.
        match ready!(sent.poll_recv(cx)) {
            Some(chunk) => Poll::Ready(Some(chunk)),
            None => Poll::Ready(failed.take().map(Err)),
        }
    }
}
