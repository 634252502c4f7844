//! The body of a request: read once, kept, bounded.

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex as StdMutex, MutexGuard, OnceLock, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http_body::{Body as _, Frame, SizeHint};
use http_body_util::BodyExt;
use hyper::body::Incoming;
use tokio::sync::Mutex;
use tokio::time::Instant;

use super::foreign::AppBody;
use super::problem::Problem;
use crate::limits::BodyLimits;
use crate::validation::Invalid;

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
    Invalid(Invalid),
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
            BodyError::Invalid(invalid) => invalid.fmt(f),
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
            BodyError::Invalid(invalid) => return invalid.into(),
            BodyError::TooLarge => 413,
            BodyError::TooSlow => 408,
            BodyError::UnsupportedMediaType => 415,
        };
        Problem::new(status).detail(error.to_string())
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
    Foreign(AppBody),
}

impl RequestBody {
    /// Whether there is more of it than is here.
    fn is_to_come(&self) -> bool {
        !matches!(self, RequestBody::Whole(_)) && !self.is_end_stream()
    }
}

impl http_body::Body for RequestBody {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        match self.get_mut() {
            RequestBody::Whole(bytes) if bytes.is_empty() => Poll::Ready(None),
            RequestBody::Whole(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            RequestBody::Arriving(body) => broken_off(ready!(Pin::new(body).poll_frame(cx)), |_| BodyError::Incomplete),
            RequestBody::Foreign(body) => broken_off(ready!(Pin::new(body).poll_frame(cx)), |error| {
                // One of ours comes back from a layer.
                error.downcast().map_or(BodyError::Incomplete, |ours| *ours)
            }),
        }
    }

    fn is_end_stream(&self) -> bool {
        match self {
            RequestBody::Whole(bytes) => bytes.is_empty(),
            RequestBody::Arriving(body) => body.is_end_stream(),
            RequestBody::Foreign(body) => body.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            RequestBody::Whole(bytes) => SizeHint::with_exact(bytes.len() as u64),
            RequestBody::Arriving(body) => body.size_hint(),
            RequestBody::Foreign(body) => body.size_hint(),
        }
    }
}

fn broken_off<E>(
    frame: Option<Result<Frame<Bytes>, E>>,
    why: impl FnOnce(E) -> BodyError,
) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
    Poll::Ready(frame.map(|frame| frame.map_err(why)))
}

/// The body as the request holds it: none at all, unread, or read and kept.
///
/// Reading needs only `&self`, because guards and handlers share the request.
#[derive(Debug)]
pub(crate) struct BodySlot(Option<Box<Slot>>);

#[derive(Debug)]
struct Slot {
    unread: Mutex<Unread>,
    read: OnceLock<Result<Bytes, BodyError>>,
    /// Whether what was read has been given once more, as a piece.
    given: AtomicBool,
    limits: BodyLimits,
    /// `None` if nothing is to come.
    reading: Option<Arc<Reading>>,
}

/// What nobody has read of a body.
#[derive(Debug)]
enum Unread {
    All(RequestBody),
    /// It is read a piece at a time.
    Rest(Arriving),
    /// All of it was read so.
    Given,
    /// It was handed over to somebody else.
    Elsewhere,
    Nothing,
}

/// How long a body has taken to arrive, which is the client's time and not the handler's.
#[derive(Debug, Default)]
pub(crate) struct Reading(StdMutex<Spent>);

#[derive(Debug, Default)]
struct Spent {
    /// Since when it is being read, if it is.
    since: Option<Instant>,
    before: Duration,
    /// Whether all of it has arrived, with whomever it was handed over to.
    is_over: bool,
}

impl Unread {
    /// Whether nothing of it is to come any more.
    fn is_over(&self) -> bool {
        match self {
            Unread::All(body) => !body.is_to_come(),
            Unread::Rest(arriving) => arriving.body.is_end_stream(),
            Unread::Given => true,
            Unread::Elsewhere | Unread::Nothing => false,
        }
    }
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
        BodySlot(Some(Box::new(Slot {
            unread: Mutex::new(Unread::All(body)),
            read: OnceLock::new(),
            given: AtomicBool::new(false),
            limits,
            reading,
        })))
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
        let outcome = match std::mem::replace(&mut *unread, Unread::Nothing) {
            Unread::All(body) => {
                let _reading = slot.reading.as_ref().map(|reading| reading.begin());
                collect(body, slot.limits).await
            }
            // Of what is missing, the rest must not look like a shorter body.
            Unread::Rest(_) | Unread::Given | Unread::Elsewhere | Unread::Nothing => Err(BodyError::Incomplete),
        };
        slot.read.get_or_init(|| outcome).clone()
    }

    /// The next piece of the body; of one that was read already, all of it, once.
    pub(crate) async fn chunk(&self) -> Result<Option<Bytes>, BodyError> {
        let Some(slot) = &self.0 else { return Ok(None) };
        let mut unread = slot.unread.lock().await;
        let mut arriving = match std::mem::replace(&mut *unread, Unread::Nothing) {
            Unread::All(body) => Arriving::new(body, slot.limits)?,
            Unread::Rest(arriving) => arriving,
            Unread::Given => {
                *unread = Unread::Given;
                return Ok(None);
            }
            Unread::Elsewhere | Unread::Nothing => {
                let whole = slot.read.get().cloned().unwrap_or(Err(BodyError::Incomplete))?;
                let is_first = !slot.given.swap(true, Ordering::Relaxed);
                return Ok(Some(whole).filter(|bytes| is_first && !bytes.is_empty()));
            }
        };
        let _reading = slot.reading.as_ref().map(|reading| reading.begin());
        let chunk = arriving.next(slot.limits).await;
        // What is dropped half-way, or broken, is not read on.
        match &chunk {
            Ok(Some(_)) => *unread = Unread::Rest(arriving),
            Ok(None) => *unread = Unread::Given,
            Err(error) => _ = slot.read.set(Err(error.clone())),
        }
        if let Some(reading) = &slot.reading {
            reading.spent().is_over = unread.is_over();
        }
        chunk
    }

    /// How long it has taken; `None` if nothing was to come.
    pub(crate) fn reading(&self) -> Option<Arc<Reading>> {
        self.0.as_ref()?.reading.clone()
    }

    /// Whether it is still to come, and nobody has asked for it.
    pub(crate) fn is_unread(&self) -> bool {
        let is_unread = |slot: &Slot| {
            slot.unread.try_lock().is_ok_and(|unread| match &*unread {
                Unread::All(body) => body.is_to_come(),
                Unread::Rest(arriving) => !arriving.body.is_end_stream(),
                Unread::Elsewhere => slot.reading.as_ref().is_some_and(|reading| !reading.spent().is_over),
                Unread::Given | Unread::Nothing => false,
            })
        };
        self.0.as_deref().is_some_and(is_unread)
    }

    /// The body, for somebody else to read. How long that takes still counts here, and what was read already stays.
    pub(crate) fn hand_over(&mut self) -> BodySlot {
        let left = self.0.as_mut().map(|slot| {
            let unread = match slot.unread.get_mut() {
                Unread::All(_) | Unread::Rest(_) | Unread::Elsewhere => Unread::Elsewhere,
                Unread::Given => Unread::Given,
                Unread::Nothing => Unread::Nothing,
            };
            Box::new(Slot {
                unread: Mutex::new(unread),
                read: slot.read.clone(),
                given: AtomicBool::new(false),
                limits: slot.limits,
                reading: slot.reading.clone(),
            })
        });
        std::mem::replace(self, BodySlot(left))
    }

    /// How long it is in bytes, if that is known.
    pub(super) fn length(&self) -> Option<u64> {
        let Some(slot) = &self.0 else { return Some(0) };
        match &*slot.unread.try_lock().ok()? {
            Unread::All(body) => body.size_hint().exact(),
            _ => slot.read.get().and_then(|read| Some(read.as_ref().ok()?.len() as u64)),
        }
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
    if let RequestBody::Whole(bytes) = body {
        return if bytes.len() > limits.size { Err(BodyError::TooLarge) } else { Ok(bytes) };
    }
    let mut arriving = Arriving::new(body, limits)?;
    let mut whole = BytesMut::new();
    while let Some(data) = arriving.next(limits).await? {
        if whole.is_empty() && arriving.body.is_end_stream() {
            return Ok(data);
        }
        whole.extend_from_slice(&data);
    }
    Ok(whole.freeze())
}

/// A body of which some has arrived.
#[derive(Debug)]
struct Arriving {
    body: RequestBody,
    begun: Instant,
    /// How many bytes there were so far.
    length: usize,
}

impl Arriving {
    /// A declared length over the limit is refused before a byte is read.
    fn new(body: RequestBody, limits: BodyLimits) -> Result<Self, BodyError> {
        if body.size_hint().lower() > limits.size as u64 {
            return Err(BodyError::TooLarge);
        }
        Ok(Arriving { body, begun: Instant::now(), length: 0 })
    }

    async fn next(&mut self, limits: BodyLimits) -> Result<Option<Bytes>, BodyError> {
        loop {
            // Without a next frame, this many bytes are too few some time.
            let due = limits.due(self.length, self.begun.elapsed());
            let Some(frame) = in_time(self.body.frame(), self.begun, due).await? else { return Ok(None) };
            // Trailers are nobody's: they never become headers (RFC 9110 section 6.5.1).
            let Ok(data) = frame?.into_data() else { continue };
            if data.len() > limits.size - self.length {
                return Err(BodyError::TooLarge);
            }
            self.length += data.len();
            if !data.is_empty() {
                return Ok(Some(data));
            }
        }
    }
}

async fn in_time<T>(frame: impl Future<Output = T>, begun: Instant, due: Option<Duration>) -> Result<T, BodyError> {
    match due {
        Some(due) => tokio::time::timeout_at(begun + due, frame).await.map_err(|_| BodyError::TooSlow),
        None => Ok(frame.await),
    }
}
