//! How much of everything a client may have.

use std::time::Duration;

/// What a client may send, and how long it may take: for [`App::limits`](crate::app::App::limits).
///
/// Every limit has a default that is safe on the open internet; `docs/limits.md` of the repository lists them with
/// what a client is answered.
///
/// ```
/// use responder::Limits;
/// use std::time::Duration;
/// let limits = Limits::new().body_size(20 * 1024 * 1024).handler_time(Duration::from_secs(10));
/// # let _ = limits;
/// ```
#[derive(Clone, Debug)]
pub struct Limits {
    pub(crate) head_time: Duration,
    pub(crate) head_size: usize,
    pub(crate) header_count: usize,
    pub(crate) uri_length: usize,
    pub(crate) body: BodyLimits,
    pub(crate) idle_time: Duration,
    pub(crate) write_time: Duration,
    pub(crate) handler_time: Option<Duration>,
    pub(crate) connections: usize,
    pub(crate) streams: u32,
    pub(crate) grace: Duration,
}

/// So that no time is too long to be added to another.
const LONGEST: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// Of a request's body.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BodyLimits {
    pub(crate) size: usize,
    /// In bytes for each second, on average, after [`SLOW_START`](Self::SLOW_START).
    pub(crate) rate: u32,
}

impl BodyLimits {
    /// How long a body may take to begin.
    pub(crate) const SLOW_START: Duration = Duration::from_secs(5);

    /// How long it may pause, however fast it was before.
    const SILENCE: Duration = Duration::from_secs(30);

    /// When more than this many bytes have to be there, counted from the start of the body, where that many were there
    /// after so long; `None` if there is no hurry.
    pub(crate) fn due(&self, bytes: usize, elapsed: Duration) -> Option<Duration> {
        if self.rate == 0 {
            return None;
        }
        let on_average = Duration::try_from_secs_f64(bytes as f64 / f64::from(self.rate)).unwrap_or(LONGEST);
        Some(BodyLimits::SLOW_START.saturating_add(on_average).min(elapsed.saturating_add(BodyLimits::SILENCE)))
    }
}

impl Default for Limits {
    fn default() -> Self {
        Limits::new()
    }
}

impl Limits {
    /// The defaults.
    pub fn new() -> Self {
        Limits {
            head_time: Duration::from_secs(30),
            head_size: 64 * 1024,
            header_count: 100,
            uri_length: 8 * 1024,
            body: BodyLimits { size: 2 * 1024 * 1024, rate: 240 },
            idle_time: Duration::from_secs(30),
            write_time: Duration::from_secs(60),
            handler_time: Some(Duration::from_secs(60)),
            connections: 65_536,
            streams: 200,
            grace: Duration::from_secs(30),
        }
    }

    /// How long a connection may take to its first bytes, a TLS handshake, and each request head; 30 seconds. Then it is
    /// closed; a head in HTTP/1.1 may take a second more.
    pub fn head_time(mut self, time: Duration) -> Self {
        self.head_time = time.min(LONGEST);
        self
    }

    /// The largest request head in bytes, 64 KiB; at least 8 KiB. More is 431.
    pub fn head_size(mut self, bytes: usize) -> Self {
        self.head_size = bytes.max(8 * 1024);
        self
    }

    /// How many header fields a request may have, 100. More is 431.
    pub fn header_count(mut self, fields: usize) -> Self {
        self.header_count = fields;
        self
    }

    /// The longest request target in bytes, 8 KiB. More is 414.
    pub fn uri_length(mut self, bytes: usize) -> Self {
        self.uri_length = bytes;
        self
    }

    /// The largest request body in bytes, 2 MiB. More is 413.
    pub fn body_size(mut self, bytes: usize) -> Self {
        self.body.size = bytes;
        self
    }

    /// How many bytes of a body have to arrive each second on average, 240, after five seconds, and something in any 30
    /// seconds; 0 for no limit. A slower one is 408.
    pub fn body_rate(mut self, bytes_per_second: u32) -> Self {
        self.body.rate = bytes_per_second;
        self
    }

    /// How long a connection may do nothing between two requests, 30 seconds. Then it is closed.
    ///
    /// Behind a load balancer it should be longer than the balancer keeps an idle connection (60 seconds is usual there), so
    /// that it is never we who close one on which a request is on its way.
    pub fn idle_time(mut self, time: Duration) -> Self {
        self.idle_time = time.min(LONGEST);
        self
    }

    /// How long a client may take nothing of an answer, 60 seconds. Then the connection is closed. What the system sends
    /// on by itself, a third of its buffer, counts as nothing in HTTP/1.1; in HTTP/2 it is 16 KiB.
    pub fn write_time(mut self, time: Duration) -> Self {
        self.write_time = time.min(LONGEST);
        self
    }

    /// How long hooks, guards and handler of one request may take together, 60 seconds, or `None` for as long as they
    /// like; the time in which its body arrives does not count. Then they are dropped where they wait, and the answer is
    /// 504. What runs without waiting, as a `blocking` handler does, cannot be stopped; what it returns is dropped. Each
    /// exception handler, each after hook and the end of the session has ten seconds of its own.
    pub fn handler_time(mut self, time: impl Into<Option<Duration>>) -> Self {
        self.handler_time = time.into().map(|time| time.min(LONGEST));
        self
    }

    /// How many connections there may be at a time, 65,536, at least 1. More wait until one ends.
    pub fn connections(mut self, connections: usize) -> Self {
        self.connections = connections.max(1);
        self
    }

    /// How many requests one HTTP/2 connection may have at a time, 200. More are refused (`REFUSED_STREAM`).
    pub fn streams(mut self, streams: u32) -> Self {
        self.streams = streams;
        self
    }

    /// How long requests in flight may take to finish after the signal to stop, 30 seconds. Then they are cut.
    pub fn grace(mut self, time: Duration) -> Self {
        self.grace = time.min(LONGEST);
        self
    }
}
