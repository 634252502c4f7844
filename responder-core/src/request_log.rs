//! One line for each request, for whoever listens to [`tracing`](https://docs.rs/tracing); status 0 is one that the
//! client gave up.
//!
//! A line has nothing that a client chose freely: no path, query, header, cookie or body, but the route's pattern.

use std::time::Instant;

use http::{HeaderMap, Method};

use crate::secret::random_bytes;

/// Who listens says so by this target: `responder::request=info`.
const TARGET: &str = "responder::request";

/// How long an id of a request may be that its client has chosen.
const MAX_ID: usize = 64;

/// A request that will be logged: at its end, or when it is given up.
pub(crate) struct RequestLog {
    begun: Instant,
    method: &'static str,
    id: String,
    route: String,
    /// 0 as long as there is no answer: the client went away.
    status: u16,
}

impl RequestLog {
    /// `None` if nobody listens.
    pub(crate) fn begin(method: &Method, headers: &HeaderMap) -> Option<Self> {
        if !tracing::enabled!(target: TARGET, tracing::Level::INFO) {
            return None;
        }
        let (begun, method, id) = (Instant::now(), known(method), id(headers));
        Some(RequestLog { begun, method, id, route: String::new(), status: 0 })
    }

    /// The pattern of the route that answers it; empty if there is none.
    pub(crate) fn route(&mut self, pattern: String) {
        self.route = pattern;
    }

    /// Writes the line.
    pub(crate) fn end(mut self, status: u16) {
        self.status = status;
    }
}

impl Drop for RequestLog {
    fn drop(&mut self) {
        let RequestLog { method, id, route, status, .. } = self;
        let duration_us = u64::try_from(self.begun.elapsed().as_micros()).unwrap_or(u64::MAX);
        if *status >= 500 {
            tracing::warn!(target: TARGET, method, route, status, duration_us, id);
        } else {
            tracing::info!(target: TARGET, method, route, status, duration_us, id);
        }
    }
}

/// A method that has a name for everybody: others are the client's own words.
fn known(method: &Method) -> &'static str {
    const KNOWN: [&str; 9] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE"];
    KNOWN.into_iter().find(|known| method == known).unwrap_or("OTHER")
}

/// The id that a proxy or client gave in `X-Request-Id`, if it is one that can stand in a log; otherwise a new one.
fn id(headers: &HeaderMap) -> String {
    let given = headers.get("x-request-id").and_then(|id| id.to_str().ok());
    let is_plain = |id: &&str| {
        (1..=MAX_ID).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
    };
    match given.filter(is_plain) {
        Some(id) => id.to_owned(),
        None => random_bytes::<8>().iter().map(|byte| format!("{byte:02x}")).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_taken_over_only_if_it_can_do_no_harm() {
        let of =
            |text: &'static str| id(&[("x-request-id".parse().unwrap(), text.parse().unwrap())].into_iter().collect());
        assert_eq!(of("4f2a-B_7.x"), "4f2a-B_7.x");
        for odd in ["", "a b", "a;b", "\u{1b}[31m".trim_start_matches('\u{1b}'), "a/b"] {
            assert!(of(odd) != odd && of(odd).len() == 16, "{odd}");
        }
        assert_eq!(id(&HeaderMap::new()).len(), 16);
    }
}
