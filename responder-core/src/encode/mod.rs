//! From what was written to what goes on the wire.

mod body;
mod compress;
mod conditional;
mod gzip;
mod ongoing;
mod range;
mod template;

use std::borrow::Cow;

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderValue, Method, StatusCode};

pub(crate) use body::Body;
pub(crate) use ongoing::{Finishing, Ongoing};
pub(crate) use template::Template;

pub(crate) use crate::message::preferred;
use crate::message::{Background, Content, Format, Problem, Request, Response, Written};

/// The finished response.
pub(crate) type HttpResponse = http::Response<Body>;

/// What an app wants done with its answers.
#[derive(Clone, Debug)]
pub(crate) struct Encoding {
    pub(crate) tags: bool,
    pub(crate) compresses: bool,
    /// Errors say why: in debug mode.
    pub(crate) tells_causes: bool,
    /// What every answer says, over plain HTTP and over HTTPS.
    pub(crate) plain: Template,
    pub(crate) secure: Template,
    /// What is being done after responses.
    pub(crate) ongoing: Ongoing,
}

impl Encoding {
    pub(crate) fn template(&self, is_secure: bool) -> &Template {
        if is_secure { &self.secure } else { &self.plain }
    }
}

/// A response on its way to the wire.
pub(crate) struct Draft<'t> {
    status: StatusCode,
    /// Borrowed as long as they are those of a preset, and no others.
    headers: Cow<'t, HeaderMap>,
    body: Content,
    background: Option<Box<Background>>,
}

/// How the work on a response ends.
pub(crate) enum Finished<'t> {
    Sent(HttpResponse),
    /// It is long, and compressed elsewhere, so that no other request waits for that.
    Compressing(Box<Draft<'t>>),
}

/// Ends the work on a response: a status, a body where one belongs; then what the client has already is not sent again,
/// and what it takes compressed is compressed.
#[inline]
pub(crate) fn finish<'t>(
    response: Response,
    request: &Request,
    encoding: &Encoding,
    template: &'t Template,
) -> Finished<'t> {
    let (method, fields) = (request.method(), request.headers());
    let mut draft = whole(response, Some(template));
    if encoding.tags {
        conditional::tag(&mut draft);
    }
    conditional::evaluate(method, fields, &mut draft, template);
    if let Content::File(_) = draft.body {
        range::select(method, fields, &mut draft);
    }
    if encoding.compresses && compress::is_wanted(method, fields, &mut draft) {
        if compress::is_long(&draft) {
            return Finished::Compressing(Box::new(draft));
        }
        compress::gzip(&mut draft);
    }
    Finished::Sent(framed(draft, method == Method::HEAD, &encoding.ongoing))
}

impl Draft<'_> {
    /// The response, compressed by the blocking pool.
    pub(crate) async fn compressed(mut self, encoding: &Encoding) -> HttpResponse {
        compress::gzip_elsewhere(&mut self).await;
        self.assembled(&encoding.ongoing)
    }

    #[inline(always)]
    fn assembled(self, ongoing: &Ongoing) -> HttpResponse {
        assemble(self.status, self.headers.into_owned(), Body::new(self.body, self.background, ongoing))
    }
}

/// A response with a status and all of its body.
fn whole<'t>(mut response: Response, template: Option<&'t Template>) -> Draft<'t> {
    match response.get_status() {
        _ if response.has_body() => {}
        status if has_no_body(status) => {}
        Some(300..=399) => {}
        Some(status @ 400..) => Problem::new(status).write(&mut response),
        // A handler that sets nothing says nothing: JSON null, as in Responder.
        _ => _ = response.media(&()),
    }
    let (status, written, body, background) = response.into_parts();
    let mut headers = match (written, template) {
        (Written::Preset(preset), Some(template)) => Cow::Borrowed(template.with(preset)),
        (Written::Preset(preset), None) => Cow::Owned(preset.fields()),
        (Written::Fields(mut fields), template) => {
            // How the body is framed is hyper's to say: another length would let one response end in the next.
            fields.remove(CONTENT_LENGTH);
            fields.remove(TRANSFER_ENCODING);
            if let Some(template) = template {
                template.add(&mut fields);
            }
            Cow::Owned(fields)
        }
    };
    let (status, mut body) = (status.unwrap_or(StatusCode::OK), body.unwrap_or_default());
    if has_no_body(Some(status.as_u16())) {
        headers.to_mut().remove(CONTENT_TYPE);
        body = Content::default();
    }
    Draft { status, headers, body, background }
}

/// As it goes on the wire: HEAD is told what GET would have been sent (RFC 9110 section 9.3.2).
#[inline(always)]
fn framed(mut draft: Draft<'_>, is_head: bool, ongoing: &Ongoing) -> HttpResponse {
    if is_head && !has_no_body(Some(draft.status.as_u16())) {
        only_its_head(&mut draft);
    }
    draft.assembled(ongoing)
}

/// Leaves the head of an answer, and says how long the rest is.
#[cold]
fn only_its_head(draft: &mut Draft<'_>) {
    if let Some(length) = draft.body.length() {
        draft.headers.to_mut().insert(CONTENT_LENGTH, HeaderValue::from(length));
    }
    // What would come bit by bit is dropped here, before any of it has run.
    draft.body = Content::default();
}

/// A problem that no app was asked about.
pub(crate) fn problem(problem: Problem, is_head: bool) -> HttpResponse {
    let mut response = Response::new(Format::default());
    problem.write(&mut response);
    framed(whole(response, None), is_head, &Ongoing::default())
}

/// Nothing but a status.
pub(crate) fn empty(status: StatusCode) -> HttpResponse {
    assemble(status, HeaderMap::new(), Body::Whole(Bytes::new()))
}

/// A line of text.
pub(crate) fn text(status: StatusCode, text: &str) -> HttpResponse {
    let content_type = HeaderValue::from_static("text/plain; charset=utf-8");
    assemble(status, [(CONTENT_TYPE, content_type)].into_iter().collect(), Body::Whole(Bytes::from(text.to_owned())))
}

#[inline(always)]
fn assemble(status: StatusCode, headers: HeaderMap, body: Body) -> HttpResponse {
    let mut response = http::Response::new(body);
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

/// RFC 9110 sections 6.4.1 and 15.3.6.
fn has_no_body(status: Option<u16>) -> bool {
    matches!(status, Some(204 | 205 | 304))
}
