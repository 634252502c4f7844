//! From what was written to what goes on the wire.

mod compress;
mod conditional;
mod negotiate;

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use http_body_util::Full;

pub(crate) use negotiate::preferred;

use crate::message::{Format, Problem, Response};

/// The finished response, as hyper sends it.
pub(crate) type HttpResponse = http::Response<Full<Bytes>>;

/// What an app wants done with its answers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Encoding {
    pub(crate) tags: bool,
    pub(crate) compresses: bool,
}

/// Ends the work on a response: a status, a body where one belongs; then what the client has already is not sent again,
/// and what it takes compressed is compressed.
pub(crate) async fn finish(
    response: Response,
    method: &Method,
    request: &HeaderMap,
    encoding: Encoding,
) -> HttpResponse {
    let mut response = whole(response);
    if encoding.tags {
        conditional::tag(&mut response);
    }
    conditional::evaluate(method, request, &mut response);
    if encoding.compresses {
        compress::gzip(method, request, &mut response).await;
    }
    framed(response, method)
}

/// A response with a status and all of its body.
fn whole(mut response: Response) -> http::Response<Bytes> {
    match response.get_status() {
        _ if response.body().is_some() => {}
        status if has_no_body(status) => {}
        Some(300..=399) => {}
        Some(status @ 400..) => Problem::new(status).write(&mut response),
        // A handler that sets nothing says nothing: JSON null, as in Responder.
        _ => _ = response.media(&()),
    }
    let (status, mut headers, body) = response.into_parts();
    // How the body is framed is hyper's to say: another length would let one response end in the next.
    headers.remove(CONTENT_LENGTH);
    headers.remove(TRANSFER_ENCODING);
    let mut response = http::Response::new(body.unwrap_or_default());
    *response.status_mut() = status.unwrap_or(StatusCode::OK);
    *response.headers_mut() = headers;
    if has_no_body(Some(response.status().as_u16())) {
        response.headers_mut().remove(CONTENT_TYPE);
        *response.body_mut() = Bytes::new();
    }
    response
}

/// As it goes on the wire: HEAD is told what GET would have been sent (RFC 9110 section 9.3.2).
fn framed(mut response: http::Response<Bytes>, method: &Method) -> HttpResponse {
    if method == Method::HEAD && !has_no_body(Some(response.status().as_u16())) {
        let length = HeaderValue::from(response.body().len());
        response.headers_mut().insert(CONTENT_LENGTH, length);
        *response.body_mut() = Bytes::new();
    }
    response.map(Full::new)
}

/// A problem that no app was asked about.
pub(crate) fn problem(problem: Problem, is_head: bool) -> HttpResponse {
    let mut response = Response::new(Format::default(), false);
    problem.write(&mut response);
    framed(whole(response), if is_head { &Method::HEAD } else { &Method::GET })
}

/// Nothing but a status.
pub(crate) fn empty(status: StatusCode) -> HttpResponse {
    assemble(status, HeaderMap::new(), Bytes::new())
}

/// A line of text.
pub(crate) fn text(status: StatusCode, text: &str) -> HttpResponse {
    let content_type = HeaderValue::from_static("text/plain; charset=utf-8");
    assemble(status, [(CONTENT_TYPE, content_type)].into_iter().collect(), Bytes::from(text.to_owned()))
}

fn assemble(status: StatusCode, headers: HeaderMap, body: Bytes) -> HttpResponse {
    let mut response = http::Response::new(Full::new(body));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

/// RFC 9110 sections 6.4.1 and 15.3.6.
fn has_no_body(status: Option<u16>) -> bool {
    matches!(status, Some(204 | 205 | 304))
}
