//! Errors as the client sees them: `application/problem+json` (RFC 9457).

use std::any::Any;

use http::StatusCode;
use http::header::{ALLOW, CONTENT_TYPE, HeaderName, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};
use serde_json::{Map, Value};

use super::response::{Response, Status};

/// An error response in the form of RFC 9457, usable as the error type of a handler.
///
/// It has a response of its own, so no `#[exception_handler]` is needed; write one for `Problem`
/// to change how all of them look.
///
/// ```
/// use responder::{Problem, abort};
/// let problem: Problem = abort(404).detail("No such user");
/// assert_eq!(problem.status(), 404);
/// ```
// In a box, so that a `Result` with it stays small.
#[derive(Clone, Debug)]
pub struct Problem(Box<Members>);

#[derive(Clone, Debug)]
struct Members {
    status: StatusCode,
    type_uri: Option<String>,
    title: Option<String>,
    detail: Detail,
    instance: Option<String>,
    extensions: Map<String, Value>,
    headers: Vec<(HeaderName, HeaderValue)>,
    /// For developers only: see `cause`.
    cause: Option<String>,
}

#[derive(Clone, Debug)]
enum Detail {
    /// What the status is called, for clients that show the detail and nothing else.
    Phrase,
    Given(String),
    /// The title says it all.
    None,
}

/// Starts a [`Problem`] with this status: `return Err(abort(404).detail("No such user"))`.
///
/// A status outside 400..=599 becomes 500.
pub fn abort(status: u16) -> Problem {
    Problem::new(status)
}

impl Problem {
    /// A problem with this status; its title and its detail are the status' own phrase, until they are given.
    ///
    /// A status outside 400..=599 becomes 500. One that has no phrase, 599 say, has the title `HTTP Error` and an empty
    /// detail.
    pub fn new(status: u16) -> Self {
        let status = StatusCode::from_u16(status)
            .ok()
            .filter(|status| status.is_client_error() || status.is_server_error())
            .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Problem(Box::new(Members {
            status,
            type_uri: None,
            title: None,
            detail: Detail::Phrase,
            instance: None,
            extensions: Map::new(),
            headers: Vec::new(),
            cause: None,
        }))
    }

    /// What a path, a parameter or a handler's `None` is answered with where there is no such resource.
    pub(crate) fn not_found() -> Self {
        Problem::new(404)
    }

    /// What a failure of the server is answered with: nothing about it.
    pub(crate) fn internal() -> Self {
        Problem::new(500)
    }

    /// What a panic is answered with. What it has said is for developers only.
    pub(crate) fn panicked(panic: &(dyn Any + Send)) -> Self {
        let said = panic.downcast_ref::<&str>().copied().or(panic.downcast_ref::<String>().map(String::as_str));
        Problem::internal().caused_by(format!("panicked: {}", said.unwrap_or("(without a message)")))
    }

    /// What a path is answered with that takes other methods only: its `Allow` is the detail.
    pub(crate) fn method_not_allowed(allow: impl TryInto<HeaderValue>) -> Self {
        let mut problem = Problem::new(405).header(ALLOW, allow);
        problem.0.detail = Detail::None;
        problem
    }

    /// The status, 400..=599.
    pub fn status(&self) -> u16 {
        self.0.status.as_u16()
    }

    /// What it says in one line: the detail, or else the title, or else the phrase of the status.
    ///
    /// For an `#[exception_handler]` that writes problems in a form of its own.
    pub fn message(&self) -> &str {
        let Members { status, title, detail, .. } = &*self.0;
        match detail {
            Detail::Given(detail) => detail,
            Detail::Phrase | Detail::None => title.as_deref().unwrap_or_else(|| name_of(*status)),
        }
    }

    /// The header fields that it brings.
    pub fn headers(&self) -> impl Iterator<Item = (&HeaderName, &HeaderValue)> {
        self.0.headers.iter().map(|(name, value)| (name, value))
    }

    /// What the client is told about this occurrence; never put a secret or a stack trace here.
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.0.detail = Detail::Given(detail.into());
        self
    }

    /// A short summary of the kind of problem, instead of the status' phrase.
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.0.title = Some(title.into());
        self
    }

    /// A URI that names the kind of problem, instead of `about:blank`.
    pub fn type_uri(mut self, uri: impl Into<String>) -> Self {
        self.0.type_uri = Some(uri.into());
        self
    }

    /// A URI that names this occurrence.
    pub fn instance(mut self, uri: impl Into<String>) -> Self {
        self.0.instance = Some(uri.into());
        self
    }

    /// An extension member (RFC 9457 section 3.2). The five standard members cannot be replaced so.
    pub fn member(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.0.extensions.insert(name.into(), value.into());
        self
    }

    /// A response header, such as `WWW-Authenticate`. A value that cannot be a field value is left out.
    pub fn header(mut self, name: HeaderName, value: impl TryInto<HeaderValue>) -> Self {
        if let Ok(value) = value.try_into() {
            self.0.headers.push((name, value));
        }
        self
    }

    /// When to try again, in seconds: `Retry-After` (RFC 9110 section 10.2.3).
    pub fn retry_after(self, seconds: u64) -> Self {
        self.header(RETRY_AFTER, seconds)
    }

    /// A challenge: how to authenticate, which every 401 has to say (RFC 9110 section 11.6.1).
    ///
    /// ```
    /// # use responder::abort;
    /// let problem = abort(401).challenge(r#"Bearer realm="api""#);
    /// # let _ = problem;
    /// ```
    pub fn challenge(self, challenge: impl TryInto<HeaderValue>) -> Self {
        self.header(WWW_AUTHENTICATE, challenge)
    }

    /// Why it has come to this: an error with all that it was caused by. Clients are not told, unless the app is in
    /// [debug mode](crate::app::App::debug).
    ///
    /// ```
    /// # use responder::prelude::*;
    /// # #[api] struct Api;
    /// #[get("/report")]
    /// fn report() -> Result<String, Problem> {
    ///     std::fs::read_to_string("report.txt").map_err(|error| abort(500).cause(error))
    /// }
    /// ```
    pub fn cause(self, error: impl std::error::Error) -> Self {
        let mut chain = error.to_string();
        let mut source = error.source();
        while let Some(error) = source {
            chain.push_str("\ncaused by: ");
            chain.push_str(&error.to_string());
            source = error.source();
        }
        self.caused_by(chain)
    }

    pub(crate) fn caused_by(mut self, cause: String) -> Self {
        self.0.cause = Some(cause);
        self
    }

    /// What [`cause`](Self::cause) was told, or a panic has said.
    pub(crate) fn told_cause(&self) -> Option<&str> {
        self.0.cause.as_deref()
    }

    /// Makes the response this problem, replacing whatever body it had.
    pub fn write(self, resp: &mut Response) {
        let Members { status, type_uri, title, detail, instance, extensions: mut body, headers, cause: _ } = *self.0;
        body.insert("type".into(), type_uri.unwrap_or_else(|| "about:blank".into()).into());
        body.insert("title".into(), title.unwrap_or_else(|| name_of(status).into()).into());
        body.insert("status".into(), status.as_u16().into());
        let detail = match detail {
            Detail::Phrase => Some(phrase(status).unwrap_or_default().to_owned()),
            Detail::Given(detail) => Some(detail),
            Detail::None => None,
        };
        for (name, value) in [("detail", detail), ("instance", instance)] {
            match value {
                Some(value) => body.insert(name.into(), value.into()),
                None => body.remove(name),
            };
        }
        resp.status(Status::from(status)).content(Value::Object(body).to_string());
        resp.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        for (name, value) in headers {
            resp.headers_mut().append(name, value);
        }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.0.status.as_u16(), name_of(self.0.status))?;
        match &self.0.detail {
            Detail::Given(detail) => write!(f, ": {detail}"),
            Detail::Phrase | Detail::None => Ok(()),
        }
    }
}

impl std::error::Error for Problem {}

/// The reason phrase of RFC 9110, where the `http` crate still has an older one.
fn phrase(status: StatusCode) -> Option<&'static str> {
    match status.as_u16() {
        413 => Some("Content Too Large"),
        422 => Some("Unprocessable Content"),
        _ => status.canonical_reason(),
    }
}

/// The same, for a title, which is never empty.
fn name_of(status: StatusCode) -> &'static str {
    phrase(status).unwrap_or("HTTP Error")
}
