//! Conditional requests (RFC 9110 section 13): an answer that the client has already is not sent again.

use std::borrow::Cow;
use std::time::SystemTime;

use http::header::{ETAG, HeaderName, IF_MATCH, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_UNMODIFIED_SINCE, LAST_MODIFIED};
use http::{HeaderMap, HeaderValue, Method, StatusCode};

use super::{Draft, Template, range};
use crate::message::{Content, EntityTag, Format, Problem, Response, has_tag, http_date};

/// What became of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Send,
    NotModified,
    PreconditionFailed,
}

/// Tags an answer by its content, unless it has a tag.
pub(super) fn tag(draft: &mut Draft<'_>) {
    // What comes bit by bit is not gathered for it.
    let Content::Whole(body) = &draft.body else { return };
    if draft.status == StatusCode::OK && !draft.headers.contains_key(ETAG) {
        let tag = EntityTag::of_content(body).to_header();
        draft.headers.to_mut().insert(ETAG, tag);
    }
}

/// Makes a successful answer 304 or 412, where the request says so by its tag or its date.
///
/// This is after the handler has run. One that changes something looks before it does:
/// [`Request::if_match`](crate::message::Request::if_match).
pub(super) fn evaluate<'t>(method: &Method, request: &HeaderMap, draft: &mut Draft<'t>, template: &'t Template) {
    let is_read = method == Method::GET || method == Method::HEAD;
    if !is_read || draft.status != StatusCode::OK {
        return;
    }
    // Nothing to compare with: only a client that insists on something would find it missing.
    if matches!(draft.headers, Cow::Borrowed(_)) && !request.contains_key(IF_MATCH) {
        return;
    }
    match outcome(request, &draft.headers) {
        Outcome::Send => {}
        // The client keeps what it has; only what it may have to know anew is said.
        Outcome::NotModified => {
            range::not_modified(draft);
            draft.status = StatusCode::NOT_MODIFIED;
            draft.body = Content::default();
        }
        Outcome::PreconditionFailed => {
            let mut failed = Response::new(Format::default());
            Problem::new(412).write(&mut failed);
            *draft = super::whole(failed, Some(template));
        }
    }
}

/// In the order of section 13.2.2.
fn outcome(request: &HeaderMap, response: &HeaderMap) -> Outcome {
    let tag = response.get(ETAG);
    let modified = date(response.get(LAST_MODIFIED));
    let asked = |name: HeaderName| date(request.get(name));
    if request.contains_key(IF_MATCH) {
        if !tag.is_some_and(|tag| has_tag(request, IF_MATCH, tag, false)) {
            return Outcome::PreconditionFailed;
        }
    } else if let (Some(modified), Some(since)) = (modified, asked(IF_UNMODIFIED_SINCE))
        && modified > since
    {
        return Outcome::PreconditionFailed;
    }
    if request.contains_key(IF_NONE_MATCH) {
        return match tag.is_some_and(|tag| has_tag(request, IF_NONE_MATCH, tag, true)) {
            true => Outcome::NotModified,
            false => Outcome::Send,
        };
    }
    match (modified, asked(IF_MODIFIED_SINCE)) {
        (Some(modified), Some(since)) if modified <= since => Outcome::NotModified,
        _ => Outcome::Send,
    }
}

fn date(value: Option<&HeaderValue>) -> Option<SystemTime> {
    http_date(value?.to_str().ok()?)
}
