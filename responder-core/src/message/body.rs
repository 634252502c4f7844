//! The body of a request: read once, kept, bounded.

use std::future::Future;
use std::sync::{Arc, Mutex as StdMutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http_body::Body as _;
use http_body_util::BodyExt;
use http_body_util::combinators::UnsyncBoxBody;
use hyper::body::Incoming;
use serde::de::DeserializeOwned;
use tokio::sync::Mutex;
use tokio::time::Instant;

use super::problem::Problem;
use super::request::Request;
use crate::limits::BodyLimits;

/// Why a request body could not be read.
///
/// It has a response of its own, so handlers may return it with `?` without an
/// `#[exception_handler]`. What the client sent is never repeated in it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BodyError {
    /// 400: the body is not in the format that its `Content-Type` names.
    Malformed(&'static str),
    /// 422: well-formed, but not what was asked for (a field is missing, or of another type).
    Shape,
    /// 413: larger than the limit (RFC 9110 section 15.5.14).
    TooLarge,
    /// 415: a `Content-Type` that nothing here reads (RFC 9110 section 15.5.16).
    UnsupportedMediaType,
    /// 408: it arrives too slowly (RFC 9110 section 15.5.9).
    TooSlow,
    /// 400: the connection broke, or the framing was wrong, before the body was complete.
    Incomplete,
}

impl std::fmt::Display for BodyError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            BodyError::Malformed(format) => write!(f, "Invalid {format} body"),
            BodyError::Shape => f.write_str("The body does not have the expected fields"),
            BodyError::TooLarge => f.write_str("Request body too large"),
            BodyError::TooSlow => f.write_str("The body arrives too slowly"),
            BodyError::UnsupportedMediaType => f.write_str("The media type of the body is not supported"),
            BodyError::Incomplete => f.write_str("The body ended before it was complete"),
        }
    }
}

impl std::error::Error for BodyError {}

impl From<BodyError> for Problem {
    fn from(error: BodyError) -> Problem {
        let status = match error {
            BodyError::Malformed(_) | BodyError::Incomplete => 400,
            BodyError::Shape => 422,
            BodyError::TooLarge => 413,
            BodyError::TooSlow => 408,
            BodyError::UnsupportedMediaType => 415,
        };
        Problem::new(status).detail(error.to_string())
    }
}

/// A type that the body of a request can be read into: every `serde::Deserialize` type that owns its data.
#[diagnostic::on_unimplemented(
    message = "the body cannot be read into a `{Self}`",
    label = "this type does not derive `serde::Deserialize`",
    note = "put `#[derive(serde::Deserialize)]` on it; it has to own its data (`String`, not `&str`)"
)]
pub trait FromBody: Sized {
    /// Reads the body, which the lifecycle has loaded.
    ///
    /// # Errors
    /// See [`BodyError`].
    fn from_body(request: &Request) -> Result<Self, BodyError>;
}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned> FromBody for T {
    fn from_body(request: &Request) -> Result<Self, BodyError> {
        request.loaded_media()
    }
}

/// Where the bytes of a request body come from.
#[derive(Debug)]
pub enum RequestBody {
    /// They are all here (the test client).
    Whole(Bytes),
    /// They arrive on a connection.
    Arriving(Incoming),
    /// They arrive in whatever way another server has.
    Foreign(UnsyncBoxBody<Bytes, Box<dyn std::error::Error + Send + Sync>>),
}

impl RequestBody {
    /// Whether there is more of it than is here.
    fn is_to_come(&self) -> bool {
        match self {
            RequestBody::Whole(_) => false,
            RequestBody::Arriving(body) => !body.is_end_stream(),
            RequestBody::Foreign(body) => !body.is_end_stream(),
        }
    }
}

/// The body as the request holds it: none at all, unread, or read and kept.
///
/// Reading needs only `&self`, because guards and handlers share the request.
#[derive(Debug)]
pub(crate) struct BodySlot(Option<Box<Slot>>);

#[derive(Debug)]
struct Slot {
    unread: Mutex<Option<RequestBody>>,
    read: OnceLock<Result<Bytes, BodyError>>,
    limits: BodyLimits,
    /// `None` if nothing is to come.
    reading: Option<Arc<Reading>>,
}

/// How long a body has taken to arrive, which is the client's time and not the handler's.
#[derive(Debug, Default)]
pub(crate) struct Reading(StdMutex<Spent>);

#[derive(Debug, Default)]
struct Spent {
    /// Since when it is being read, if it is.
    since: Option<Instant>,
    before: Duration,
}

impl Reading {
    /// All of it, up to now.
    pub(crate) fn so_far(&self) -> Duration {
        let spent = self.spent();
        spent.before + spent.since.map_or(Duration::ZERO, |since| since.elapsed())
    }

    fn begin(&self) -> ReadingNow<'_> {
        self.spent().since = Some(Instant::now());
        ReadingNow(self)
    }

    fn spent(&self) -> MutexGuard<'_, Spent> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A body that arrives, until it is dropped.
struct ReadingNow<'r>(&'r Reading);

impl Drop for ReadingNow<'_> {
    fn drop(&mut self) {
        let mut spent = self.0.spent();
        let more = spent.since.take().map_or(Duration::ZERO, |since| since.elapsed());
        spent.before += more;
    }
}

impl BodySlot {
    pub(crate) fn new(body: RequestBody, limits: BodyLimits) -> Self {
        let is_to_come = body.is_to_come();
        if !is_to_come && !matches!(&body, RequestBody::Whole(bytes) if !bytes.is_empty()) {
            return BodySlot(None);
        }
        let reading = is_to_come.then(Arc::default);
        BodySlot(Some(Box::new(Slot { unread: Mutex::new(Some(body)), read: OnceLock::new(), limits, reading })))
    }

    /// The whole body; the first call reads it, later ones get the same bytes (or the same error).
    pub(crate) async fn bytes(&self) -> Result<Bytes, BodyError> {
        let Some(slot) = &self.0 else { return Ok(Bytes::new()) };
        if let Some(outcome) = slot.read.get() {
            return outcome.clone();
        }
        let mut unread = slot.unread.lock().await;
        if let Some(outcome) = slot.read.get() {
            return outcome.clone();
        }
        // Taken for good: a read that is cancelled half-way must not look like a shorter body.
        let outcome = match unread.take() {
            Some(body) => {
                let _reading = slot.reading.as_ref().map(|reading| reading.begin());
                collect(body, slot.limits).await
            }
            None => Err(BodyError::Incomplete),
        };
        slot.read.get_or_init(|| outcome).clone()
    }

    /// How long it has taken; `None` if nothing was to come.
    pub(crate) fn reading(&self) -> Option<Arc<Reading>> {
        self.0.as_ref()?.reading.clone()
    }

    /// Whether it is still to come, and nobody has asked for it.
    pub(crate) fn is_unread(&self) -> bool {
        let is_unread = |slot: &Slot| {
            slot.unread.try_lock().is_ok_and(|unread| unread.as_ref().is_some_and(RequestBody::is_to_come))
        };
        self.0.as_deref().is_some_and(is_unread)
    }

    /// The body if [`bytes`](Self::bytes) has read it already.
    pub(crate) fn buffered(&self) -> Result<Bytes, BodyError> {
        match &self.0 {
            Some(slot) => slot.read.get().cloned().unwrap_or(Err(BodyError::Incomplete)),
            None => Ok(Bytes::new()),
        }
    }
}

async fn collect(body: RequestBody, limits: BodyLimits) -> Result<Bytes, BodyError> {
    match body {
        RequestBody::Whole(bytes) if bytes.len() > limits.size => Err(BodyError::TooLarge),
        RequestBody::Whole(bytes) => Ok(bytes),
        RequestBody::Arriving(incoming) => arrived(incoming, limits).await,
        RequestBody::Foreign(incoming) => arrived(incoming, limits).await,
    }
}

async fn arrived<B>(mut incoming: B, limits: BodyLimits) -> Result<Bytes, BodyError>
where
    B: http_body::Body<Data = Bytes> + Unpin,
{
    // A declared length over the limit is refused before a byte is read.
    if incoming.size_hint().lower() > limits.size as u64 {
        return Err(BodyError::TooLarge);
    }
    let begun = Instant::now();
    let mut whole = BytesMut::new();
    // Without a next frame, this many bytes are too few some time.
    while let Some(frame) = in_time(incoming.frame(), begun, limits.due(whole.len(), begun.elapsed())).await? {
        let frame = frame.map_err(|_| BodyError::Incomplete)?;
        // Trailers are nobody's: they never become headers (RFC 9110 section 6.5.1).
        let Ok(data) = frame.into_data() else { continue };
        if data.len() > limits.size - whole.len() {
            return Err(BodyError::TooLarge);
        }
        if whole.is_empty() && incoming.is_end_stream() {
            return Ok(data);
        }
        whole.extend_from_slice(&data);
    }
    Ok(whole.freeze())
}

async fn in_time<T>(frame: impl Future<Output = T>, begun: Instant, due: Option<Duration>) -> Result<T, BodyError> {
    match due {
        Some(due) => tokio::time::timeout_at(begun + due, frame).await.map_err(|_| BodyError::TooSlow),
        None => Ok(frame.await),
    }
}
