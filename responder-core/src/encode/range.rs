//! Parts of a file, for who asks for them (RFC 9110 section 14).

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::header::{CONTENT_RANGE, CONTENT_TYPE, ETAG, IF_RANGE, LAST_MODIFIED, RANGE, VARY};
use http::{HeaderMap, HeaderValue, Method, StatusCode};

use super::Draft;
use crate::message::{Content, Data, File, Part, http_date, pieces};
use crate::secret::random_bytes;

/// How many ranges one request may ask for. Who wants more is sent everything.
const MANY: usize = 16;

/// From the first byte to the one after the last.
type Span = (u64, u64);

/// What a request asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Asked {
    /// All: it asks for no range, or for none that is understood.
    Everything,
    /// These, in the order in which they stand in the file, with something between them.
    Spans(Vec<Span>),
    /// Nothing that there is.
    Nothing,
}

/// Chooses what of the file in the draft is sent, which has passed its preconditions. Apart, so that it costs nothing where
/// there is no file.
#[cold]
#[inline(never)]
pub(super) fn select(method: &Method, request: &HeaderMap, draft: &mut Draft<'_>) {
    let file = match std::mem::take(&mut draft.body) {
        Content::File(file) => *file,
        other => return draft.body = other,
    };
    let size = file.size();
    let asked = match request.get(RANGE) {
        Some(range) if method == Method::GET && draft.status == StatusCode::OK && is_current(request, draft) => {
            parse(range, size)
        }
        _ => Asked::Everything,
    };
    draft.body = match asked {
        Asked::Everything => parts(file, vec![Part::Bytes { from: 0, length: size }]),
        Asked::Nothing => {
            draft.status = StatusCode::RANGE_NOT_SATISFIABLE;
            draft.headers.to_mut().insert(CONTENT_RANGE, number_field(format!("bytes */{size}")));
            draft.headers.to_mut().insert(CONTENT_TYPE, file.type_of_nothing());
            draft.headers.to_mut().remove(ETAG);
            Content::default()
        }
        Asked::Spans(spans) => {
            draft.status = StatusCode::PARTIAL_CONTENT;
            match spans[..] {
                [span] => {
                    draft.headers.to_mut().insert(CONTENT_RANGE, number_field(content_range(span, size)));
                    parts(file, vec![part(span)])
                }
                _ => parts(file, multipart(&spans, size, draft.headers.to_mut())),
            }
        }
    };
}

/// What has the same version of a file is told so.
pub(super) fn not_modified(draft: &mut Draft<'_>) {
    // What is said instead of a file that is gone may be written in the format that the client prefers.
    if matches!(draft.body, Content::File(_)) {
        draft.headers.to_mut().append(VARY, HeaderValue::from_static("Accept"));
    }
}

/// Whether the client has parts of this very version, if it says which (section 13.1.5).
fn is_current(request: &HeaderMap, draft: &Draft<'_>) -> bool {
    let Some(version) = request.get(IF_RANGE) else { return true };
    let Ok(version) = version.to_str() else { return false };
    let version = version.trim();
    let said = |name| draft.headers.get(name).and_then(|value| value.to_str().ok());
    if version.starts_with(['"', 'W']) && version.ends_with('"') {
        // A weak tag stands for bytes that may differ.
        return !version.starts_with('W') && said(ETAG) == Some(version);
    }
    let modified = said(LAST_MODIFIED).and_then(http_date);
    // In its last second a file may change again (section 8.8.2.2).
    let is_settled = modified.is_some_and(|time| time + Duration::from_secs(1) < SystemTime::now());
    is_settled && modified == http_date(version)
}

fn parse(field: &HeaderValue, size: u64) -> Asked {
    field.to_str().ok().and_then(|text| ranges(text, size)).unwrap_or(Asked::Everything)
}

/// What a field asks for of a file of this size; `None` if it is to be ignored.
fn ranges(field: &str, size: u64) -> Option<Asked> {
    let (unit, set) = field.split_once('=')?;
    if !unit.trim().eq_ignore_ascii_case("bytes") || size == 0 {
        return None;
    }
    let (mut spans, mut asked) = (Vec::new(), 0);
    // Empty elements of a list are none (section 5.6.1.2).
    for text in set.split(',').map(|text| text.trim_matches([' ', '\t'])).filter(|text| !text.is_empty()) {
        asked += 1;
        if asked > MANY {
            return None;
        }
        spans.extend(span(text, size)?);
    }
    if asked == 0 {
        return None;
    }
    // Overlapping and adjacent ones are one, so that nothing is sent twice.
    spans.sort_unstable();
    let merged = spans.into_iter().fold(Vec::<Span>::new(), |mut merged, (from, to)| {
        match merged.last_mut() {
            Some((_, end)) if from <= *end => *end = to.max(*end),
            _ => merged.push((from, to)),
        }
        merged
    });
    Some(if merged.is_empty() { Asked::Nothing } else { Asked::Spans(merged) })
}

/// One range: `None` if it is malformed, no span if the file has nothing of it.
fn span(text: &str, size: u64) -> Option<Option<Span>> {
    let (first, last) = text.split_once('-')?;
    let span = match (first.is_empty(), last.is_empty()) {
        (true, true) => return None,
        (true, false) => (size.saturating_sub(position(last)?), size),
        (false, true) => (position(first)?, size),
        (false, false) => {
            let (first, last) = (position(first)?, position(last)?);
            if last < first {
                return None;
            }
            (first, last.saturating_add(1).min(size))
        }
    };
    Some((span.0 < span.1).then_some(span))
}

/// Digits; more than any file has are as good as the most that there can be.
fn position(digits: &str) -> Option<u64> {
    let is_number = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    is_number.then(|| digits.parse().unwrap_or(u64::MAX))
}

fn part((from, to): Span) -> Part {
    Part::Bytes { from, length: to - from }
}

/// `multipart/byteranges` of section 14.6: the parts, and what it makes of the header.
fn multipart(spans: &[Span], size: u64, headers: &mut HeaderMap) -> Vec<Part> {
    let boundary: String = random_bytes::<12>().iter().map(|byte| format!("{byte:02x}")).collect();
    let media_type = headers.get(CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default().to_vec();
    let mut parts = Vec::new();
    for span in spans {
        let mut head = format!("--{boundary}\r\nContent-Type: ").into_bytes();
        head.extend_from_slice(&media_type);
        head.extend_from_slice(format!("\r\nContent-Range: {}\r\n\r\n", content_range(*span, size)).as_bytes());
        parts.extend([Part::Text(head.into()), part(*span), Part::Text(Bytes::from_static(b"\r\n"))]);
    }
    parts.push(Part::Text(format!("--{boundary}--\r\n").into()));
    headers.insert(CONTENT_TYPE, number_field(format!("multipart/byteranges; boundary={boundary}")));
    parts
}

fn content_range((from, to): Span, size: u64) -> String {
    format!("bytes {from}-{}/{size}", to - 1)
}

/// A field of numbers and names.
fn number_field(text: String) -> HeaderValue {
    HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static(""))
}

/// These parts of a file, in memory if the file is there.
fn parts(file: File, parts: Vec<Part>) -> Content {
    let bytes = match file.into_data() {
        Data::Open(file) => return Content::Stream(Box::new(pieces(file, parts))),
        Data::Read(bytes) => bytes,
    };
    let of = |from: u64, length: u64| Some(usize::try_from(from).ok()?..usize::try_from(from + length).ok()?);
    let slice = |part: &Part| match part {
        Part::Text(text) => text.clone(),
        Part::Bytes { from, length } => of(*from, *length).map_or(Bytes::new(), |range| bytes.slice(range)),
    };
    match &parts[..] {
        [part] => Content::Whole(slice(part)),
        parts => Content::Whole(parts.iter().map(slice).collect::<Vec<_>>().concat().into()),
    }
}

#[cfg(test)]
#[path = "range_tests.rs"]
mod tests;
