//! Server-sent events: an answer that tells a browser what happens, as it happens (`text/event-stream` of the HTML
//! standard, section 9.2).

use std::error::Error;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_util::{Stream, StreamExt as _};
use http::HeaderValue;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use serde::Serialize;
use tokio::time::{Instant, Sleep};

use super::reply::Reply;
use super::request::Request;
use super::response::Response;
use super::stream::{ChunkSender, Chunks, Gone, Streamed};

type AnyError = Box<dyn Error + Send + Sync>;

/// After how long without an event a client is told that the connection lives, unless something else is said.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// The shortest time that may be said.
const SHORTEST: Duration = Duration::from_millis(10);

/// One event of [`Events`].
///
/// Text that is sent as it is may come from anybody: a line break in data begins another line of it, and nothing else; in
/// the other fields it is left out, as is NUL.
///
/// ```
/// use responder::Event;
/// use std::time::Duration;
/// let event = Event::new("two\nlines").event("note").id("7").retry(Duration::from_secs(5));
/// assert_eq!(event.to_string(), "event: note\ndata: two\ndata: lines\nid: 7\nretry: 5000\n\n");
/// assert_eq!(Event::json(&[1, 2]).unwrap().to_string(), "data: [1,2]\n\n");
/// assert_eq!(Event::comment("waiting").to_string(), ": waiting\n\n");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Event {
    comment: Option<String>,
    event: Option<String>,
    data: Option<String>,
    id: Option<String>,
    retry: Option<Duration>,
}

impl Event {
    /// An event with this text as its data.
    pub fn new(data: impl Into<String>) -> Self {
        Event { data: Some(data.into()), ..Event::default() }
    }

    /// An event with this value as its data, in JSON.
    ///
    /// # Errors
    /// If it cannot be written as JSON. In [`Events::write`], `?` breaks the answer off then.
    pub fn json<T: Serialize + ?Sized>(data: &T) -> Result<Self, serde_json::Error> {
        serde_json::to_string(data).map(Event::new)
    }

    /// Nothing that the client acts on.
    pub fn comment(text: impl Into<String>) -> Self {
        Event { comment: Some(text.into()), ..Event::default() }
    }

    /// What kind of event it is: the name that a browser's `addEventListener` takes. Without it, it is a `message`.
    pub fn event(mut self, kind: impl Into<String>) -> Self {
        self.event = Some(kind.into());
        self
    }

    /// What a client that comes back says that it has seen last: see [`Request::last_event_id`].
    pub fn id(mut self, id: impl ToString) -> Self {
        self.id = Some(id.to_string());
        self
    }

    /// How long the client is to wait before it comes back, in whole milliseconds.
    pub fn retry(mut self, time: Duration) -> Self {
        self.retry = Some(time);
        self
    }
}

impl std::fmt::Display for Event {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Event { comment, event, data, id, retry } = self;
        let one_line = |text: &str| text.replace(['\r', '\n', '\0'], "");
        for line in comment.iter().flat_map(|text| lines(text)) {
            writeln!(f, ": {line}")?;
        }
        if let Some(kind) = event {
            writeln!(f, "event: {}", one_line(kind))?;
        }
        for line in data.iter().flat_map(|text| lines(text)) {
            writeln!(f, "data: {line}")?;
        }
        if let Some(id) = id {
            writeln!(f, "id: {}", one_line(id))?;
        }
        if let Some(time) = retry {
            writeln!(f, "retry: {}", time.as_millis())?;
        }
        f.write_str("\n")
    }
}

/// The lines of a text, as a client would tell them: CR, LF, or both are one end.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let all = rest?;
        let Some(end) = all.find(['\r', '\n']) else { return rest.take() };
        let after = &all[end..];
        rest = after.strip_prefix("\r\n").or_else(|| after.get(1..));
        Some(&all[..end])
    })
}

/// What can be sent as an event: an [`Event`], text as its data, or a `Result` with one of them.
///
/// An error breaks the answer off, and the client comes back by itself.
pub trait IntoEvent {
    /// The event.
    ///
    /// # Errors
    /// Why there is none; the answer ends here.
    fn into_event(self) -> Result<Event, Box<dyn Error + Send + Sync>>;
}

impl IntoEvent for Event {
    fn into_event(self) -> Result<Event, AnyError> {
        Ok(self)
    }
}

impl IntoEvent for String {
    fn into_event(self) -> Result<Event, AnyError> {
        Ok(Event::new(self))
    }
}

impl IntoEvent for &str {
    fn into_event(self) -> Result<Event, AnyError> {
        Ok(Event::new(self))
    }
}

impl<T: IntoEvent, E: Into<AnyError>> IntoEvent for Result<T, E> {
    fn into_event(self) -> Result<Event, AnyError> {
        self.map_err(Into::into)?.into_event()
    }
}

fn to_bytes(event: impl IntoEvent) -> Result<Bytes, AnyError> {
    event.into_event().map(|event| event.to_string().into())
}

/// An answer of server-sent events, as a handler returns it.
///
/// It is not to be stored, buffered or compressed on the way. After 15 seconds without an event a comment is sent, so that
/// nobody takes the connection for dead. It is dropped when the client goes away, and ends when the server stops: the client
/// comes back by itself, to whoever serves then.
///
/// ```
/// use responder::prelude::*;
/// use responder::{Event, Events};
/// # #[api] struct Api;
/// #[get("/countdown")]
/// fn countdown(req: &Request) -> Events {
///     let from = req.last_event_id().and_then(|id| id.parse().ok()).unwrap_or(10_u32).min(10);
///     Events::write(move |mut out| async move {
///         for n in (0..from).rev() {
///             out.send(Event::json(&json!({ "left": n }))?.id(n)).await?;
///         }
///         Ok(())
///     })
/// }
/// # #[tokio::main(flavor = "current_thread")] async fn main() {
/// # let client = Api.test_client().await;
/// # let reply = client.get("/countdown").header("Last-Event-ID", "2").await;
/// # assert_eq!(reply.text(), "data: {\"left\":1}\nid: 1\n\ndata: {\"left\":0}\nid: 0\n\n");
/// # }
/// ```
#[derive(Debug)]
pub struct Events {
    chunks: Chunks,
    heartbeat: Option<Duration>,
}

impl Events {
    /// What this stream yields: events, texts, or a `Result` with one of them. The trait is that of the crate `futures`.
    pub fn new<S>(stream: S) -> Self
    where
        S: Stream<Item: IntoEvent> + Send + 'static,
    {
        Events { chunks: Chunks::new(stream.map(to_bytes)), heartbeat: Some(HEARTBEAT) }
    }

    /// What this function sends, one event after the other.
    pub fn write<F>(write: impl FnOnce(EventSender) -> F) -> Self
    where
        F: Future<Output = Result<(), Box<dyn Error + Send + Sync>>> + Send + 'static,
    {
        let Streamed(chunks) = Streamed::write(|sender| write(EventSender(sender)));
        Events { chunks, heartbeat: Some(HEARTBEAT) }
    }

    /// After how long without an event a comment is sent, at least 10 milliseconds; `None` for never.
    pub fn heartbeat(mut self, every: impl Into<Option<Duration>>) -> Self {
        self.heartbeat = every.into().map(|every| every.max(SHORTEST));
        self
    }
}

#[diagnostic::do_not_recommend]
impl Reply for Events {
    fn apply(self, resp: &mut Response) {
        resp.events(self);
    }
}

impl Response {
    /// Server-sent events, in place of another body.
    pub fn events(&mut self, events: Events) -> &mut Self {
        let fields = self.headers_mut();
        fields.insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
        fields.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        fields.insert("x-accel-buffering", HeaderValue::from_static("no"));
        let chunks = match events.heartbeat {
            Some(every) => Chunks::new(Beating { chunks: events.chunks, every, silence: None }),
            None => events.chunks,
        };
        self.chunks(chunks.resumed())
    }
}

impl Request {
    /// The id of the event that a client has seen last, which comes back to [`Events`]: `Last-Event-ID`.
    pub fn last_event_id(&self) -> Option<&str> {
        self.headers().get("last-event-id").and_then(|id| std::str::from_utf8(id.as_bytes()).ok())
    }
}

/// Sends the events of [`Events`].
#[derive(Clone, Debug)]
pub struct EventSender(ChunkSender);

impl EventSender {
    /// Sends an event, once there is room for it: as fast as the client takes them.
    ///
    /// # Errors
    /// [`Gone`] if nobody takes it.
    pub async fn send(&mut self, event: impl IntoEvent) -> Result<(), Gone> {
        self.0.send(to_bytes(event)).await
    }
}

/// Events, with a comment where there is none for long.
struct Beating {
    chunks: Chunks,
    every: Duration,
    silence: Option<Pin<Box<Sleep>>>,
}

impl Stream for Beating {
    type Item = Result<Bytes, AnyError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Poll::Ready(next) = self.chunks.poll_chunk(cx) {
            self.silence = None;
            return Poll::Ready(next.map(|chunk| chunk.map_err(Into::into)));
        }
        let until = Instant::now() + self.every;
        let silence = self.silence.get_or_insert_with(|| Box::pin(tokio::time::sleep_until(until)));
        match silence.as_mut().poll(cx) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(()) => {
                self.silence = None;
                Poll::Ready(Some(Ok(Bytes::from_static(b": keepalive\n\n"))))
            }
        }
    }
}

#[cfg(test)]
#[path = "events_tests.rs"]
mod tests;
