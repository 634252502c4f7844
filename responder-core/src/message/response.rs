//! The response, as handlers, hooks and exception handlers write it.

use bytes::Bytes;
use http::header::{HeaderName, HeaderValue, LOCATION};
use http::{HeaderMap, StatusCode};
use serde::Serialize;

use super::background::Background;
use super::content::Content;
use super::cookies::{self, SetCookie};
use super::format::Format;
use super::head::{self, Head, Preset, Written};
use super::into_headers::IntoHeaders;
use super::problem::Problem;
use super::redirect::{self, Redirect};

/// A status code, 200..=599, as [`Response::status`] takes it.
///
/// Made from a `u16` or an `http::StatusCode`; what is not a final status becomes 500.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Status(StatusCode);

impl From<StatusCode> for Status {
    fn from(code: StatusCode) -> Self {
        match code.as_u16() {
            200..=599 => Status(code),
            _ => Status(StatusCode::INTERNAL_SERVER_ERROR),
        }
    }
}

impl From<u16> for Status {
    fn from(code: u16) -> Self {
        StatusCode::from_u16(code).map_or(Status(StatusCode::INTERNAL_SERVER_ERROR), Status::from)
    }
}

/// One HTTP response, written by whoever takes `resp: &mut Response`.
///
/// ```
/// use responder::prelude::*;
/// # #[api] struct Api;
/// #[post("/items")]
/// fn create(resp: &mut Response) {
///     resp.status(201).header("location", "/items/1").media(&json!({ "id": 1 }));
/// }
/// ```
#[derive(Debug)]
pub struct Response {
    status: Option<StatusCode>,
    head: Head,
    body: Option<Content>,
    background: Option<Box<Background>>,
    /// What the client's `Accept` asks `media` to write.
    format: Format,
    /// The request submitted a form, which a redirect must not repeat.
    answers_form: bool,
    /// Something could not be written, and the problem that says so stays.
    failure: Option<Problem>,
    /// The problem that it is going to be, if that knows why. It is told in debug mode only.
    cause: Option<Problem>,
}

impl Response {
    pub(crate) fn new(format: Format) -> Self {
        Response {
            status: None,
            head: Head::default(),
            body: None,
            background: None,
            format,
            answers_form: false,
            failure: None,
            cause: None,
        }
    }

    /// The request that this answers sends a form.
    pub(crate) fn answer_form(&mut self) {
        self.answers_form = true;
    }

    /// An empty response to the same request, for a value that is written while this one is lent out.
    pub(crate) fn blank(&self) -> Self {
        Response { answers_form: self.answers_form, ..Response::new(self.format) }
    }

    /// Whether nothing was written to it.
    pub(crate) fn is_blank(&self) -> bool {
        self.status.is_none()
            && self.body.is_none()
            && self.background.is_none()
            && self.failure.is_none()
            && self.head.is_blank()
    }

    /// Takes over what was written to a [`blank`](Self::blank) one.
    pub(crate) fn absorb(&mut self, other: Response) {
        if self.failure.is_some() {
            return;
        }
        self.failure = other.failure;
        if other.status.is_some() {
            self.status = other.status;
        }
        if other.body.is_some() {
            self.body = other.body;
            self.head.forget_media_type();
        }
        if let Some(more) = other.background {
            self.background_mut().append(*more);
        }
        let fields = match other.head.into_written() {
            Written::Preset(preset) => return self.head.set(preset),
            Written::Fields(fields) => fields,
        };
        head::merge(self.head.fields_mut(), fields);
    }

    /// Sets many header fields, as [`header`](Self::header) sets one. `Set-Cookie` is added, and the names of `Vary`.
    pub(super) fn headers_from(&mut self, fields: impl IntoHeaders) {
        let fields = fields.into_headers();
        if self.failure.is_none() && !fields.is_empty() {
            head::merge(self.head.fields_mut(), fields);
        }
    }

    /// What was written so far; this one is blank then.
    pub(crate) fn take(&mut self) -> Self {
        let blank = self.blank();
        std::mem::replace(self, blank)
    }

    /// Forgets everything written so far.
    pub(crate) fn clear(&mut self) {
        *self = self.blank();
    }

    /// Sets the status.
    pub fn status(&mut self, status: impl Into<Status>) -> &mut Self {
        if self.failure.is_none() {
            self.status = Some(status.into().0);
        }
        self
    }

    /// Becomes this problem for good: a status set later would make a success of it.
    pub(super) fn fail(&mut self, problem: Problem) {
        problem.clone().write(self);
        self.failure = Some(problem);
    }

    /// Notes why it is going to be an error.
    pub(crate) fn caused_by(&mut self, problem: Option<&Problem>) {
        self.cause = problem.filter(|problem| problem.told_cause().is_some()).cloned();
    }

    /// In debug mode: says why it is an error, if that was noted.
    pub(crate) fn tell_cause(&mut self) {
        let status = self.status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let problem = self.cause.take().filter(|_| status.is_server_error());
        if let Some(cause) = problem.as_ref().and_then(Problem::told_cause) {
            self.text(format!("{status}\n\n{cause}\n"));
        }
    }

    /// The problem that it has become, for who answers problems.
    #[inline]
    pub(crate) fn failure(&self) -> Option<&Problem> {
        self.failure.as_ref()
    }

    /// The status, if one was set. In a `#[before_request]` hook, setting one ends the request.
    pub fn get_status(&self) -> Option<u16> {
        self.status.map(|status| status.as_u16())
    }

    /// Structured data: JSON, or the format that the client's `Accept` prefers.
    ///
    /// A value that cannot be encoded makes the response a 500.
    pub fn media<T: Serialize + ?Sized>(&mut self, value: &T) -> &mut Self {
        match self.format.encode(value) {
            Ok(bytes) => {
                self.body_of_type(bytes, Preset::Media(self.format));
            }
            Err(error) => self.fail(Problem::internal().caused_by(error)),
        }
        self
    }

    /// Plain text, UTF-8.
    pub fn text(&mut self, text: impl Into<String>) -> &mut Self {
        self.body_of_type(text.into().into(), Preset::Text)
    }

    /// An HTML page, UTF-8. It is sent as it is: escape what users typed.
    pub fn html(&mut self, html: impl Into<String>) -> &mut Self {
        self.body_of_type(html.into().into(), Preset::Html)
    }

    /// Raw bytes; say what they are with `header("content-type", ..)`.
    pub fn content(&mut self, bytes: impl Into<Bytes>) -> &mut Self {
        self.set_content(Content::Whole(bytes.into()))
    }

    /// Redirects to a path of this origin, or to what a [`Redirect`] says.
    ///
    /// 303 in answer to a submitted form, else 307. A target that would lead to another origin is
    /// answered with 400 instead, unless it is [`Redirect::external`].
    pub fn redirect(&mut self, to: impl Into<Redirect>) -> &mut Self {
        let (status, location) = to.into().resolve(self.answers_form);
        match location {
            Some(location) => {
                let shown = location.to_str().unwrap_or_default().to_owned();
                self.status(status).text(format!("Redirecting to: {shown}"));
                self.head.fields_mut().insert(LOCATION, location);
            }
            None => self.fail(Problem::new(400).detail("Refusing to redirect to an external URL")),
        }
        self
    }

    /// What was asked for is made: 201, and where it is (RFC 9110 section 15.3.2). What cannot stand in a URL is
    /// percent-encoded.
    ///
    /// ```
    /// use responder::prelude::*;
    /// # #[api] struct Api;
    /// #[get("/items/{id:int}")]
    /// fn item(id: u64) -> Value {
    ///     json!({ "id": id })
    /// }
    ///
    /// #[post("/items")]
    /// fn create(resp: &mut Response) -> Value {
    ///     resp.created(url!(item, id = 7));
    ///     json!({ "id": 7 })
    /// }
    /// ```
    pub fn created(&mut self, location: impl AsRef<str>) -> &mut Self {
        self.status(201);
        if let Some(location) = redirect::location(location.as_ref()) {
            self.head.fields_mut().insert(LOCATION, location);
        }
        self
    }

    /// Sets a header field, replacing what it held.
    ///
    /// A name or value that cannot stand in a header (with a line break in it, say) is left out.
    pub fn header(&mut self, name: impl TryInto<HeaderName>, value: impl TryInto<HeaderValue>) -> &mut Self {
        if let (Ok(name), Ok(value)) = (name.try_into(), value.try_into()) {
            self.head.fields_mut().insert(name, value);
        }
        self
    }

    /// Adds a name to `Vary`, once.
    pub fn vary(&mut self, name: &str) {
        head::vary(self.head.fields_mut(), name);
    }

    /// Sends a cookie, in place of one of the same name, path and domain. One that cannot stand in a header is left out.
    pub fn cookie(&mut self, cookie: SetCookie) -> &mut Self {
        cookies::set(self.head.fields_mut(), &cookie);
        self
    }

    /// The header fields written so far.
    pub fn headers(&self) -> &HeaderMap {
        self.head.fields()
    }

    /// The header fields, to change them.
    pub fn headers_mut(&mut self) -> &mut HeaderMap {
        self.head.fields_mut()
    }

    /// The body written so far; `None` also if it [comes bit by bit](Self::is_streamed).
    pub fn body(&self) -> Option<&Bytes> {
        match &self.body {
            Some(Content::Whole(bytes)) => Some(bytes),
            _ => None,
        }
    }

    /// Whether the body is a [stream](Self::stream), [events](crate::message::Events) or a [file](Self::file), which comes
    /// while it is sent.
    pub fn is_streamed(&self) -> bool {
        matches!(self.body, Some(Content::Stream(_) | Content::File(_)))
    }

    /// Whether there is a body, of whatever kind.
    pub(crate) fn has_body(&self) -> bool {
        self.body.is_some()
    }

    /// Status, header fields, body, and what is to be done once it is sent.
    pub(crate) fn into_parts(self) -> (Option<StatusCode>, Written, Option<Content>, Option<Box<Background>>) {
        (self.status, self.head.into_written(), self.body, self.background)
    }

    pub(super) fn background_mut(&mut self) -> &mut Background {
        self.background.get_or_insert_default()
    }

    /// The body, of a type that is said by header fields.
    pub(super) fn set_content(&mut self, content: Content) -> &mut Self {
        self.body = Some(content);
        self
    }

    fn body_of_type(&mut self, bytes: Bytes, preset: Preset) -> &mut Self {
        self.body = Some(Content::Whole(bytes));
        self.head.set(preset);
        self
    }
}
