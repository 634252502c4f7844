//! Compression of answers with gzip, where the client takes it and it is of use.

use std::io::Write as _;

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_RANGE, CONTENT_TYPE, ETAG, SET_COOKIE, VARY,
};
use http::{HeaderMap, HeaderValue, Method, StatusCode};

use super::{Draft, gzip};
use crate::message::Content;

/// Below this, the head is longer than what is saved.
const SMALL: usize = 500;

/// From this on, other requests would wait for it too long on the same thread.
const LARGE: usize = 64 * 1024;

/// Whether an answer is to be compressed: it is worth it, and the client takes it.
///
/// Not what is compressed already, a part of something, or what sets a cookie or is not to be stored: the length of a
/// compressed answer can give away secrets in it (CRIME, BREACH), and that is where they stand.
pub(super) fn is_wanted(method: &Method, request: &HeaderMap, draft: &mut Draft<'_>) -> bool {
    let is_small = match &draft.body {
        Content::Whole(bytes) => bytes.len() < SMALL,
        other => other.length().is_some_and(|length| length < SMALL as u64),
    };
    if is_small || draft.status == StatusCode::PARTIAL_CONTENT || !may_be_compressed(&draft.headers) {
        return false;
    }
    draft.headers.to_mut().append(VARY, HeaderValue::from_static("Accept-Encoding"));
    method != Method::HEAD && accepts(request)
}

/// Whether other requests would wait for it too long. What comes bit by bit is compressed so, too.
pub(super) fn is_long(draft: &Draft<'_>) -> bool {
    matches!(&draft.body, Content::Whole(bytes) if bytes.len() >= LARGE)
}

/// Compresses an answer.
pub(super) fn gzip(draft: &mut Draft<'_>) {
    match std::mem::take(&mut draft.body) {
        Content::Stream(chunks) => replace(draft, Content::Stream(Box::new(gzip::gzip(*chunks, LARGE)))),
        Content::Whole(whole) => match compress(&whole) {
            Some(compressed) => replace(draft, Content::Whole(compressed)),
            None => draft.body = Content::Whole(whole),
        },
        other @ Content::File(_) => draft.body = other,
    }
}

/// The same in the blocking pool.
pub(super) async fn gzip_elsewhere(draft: &mut Draft<'_>) {
    let Content::Whole(whole) = &draft.body else { return gzip(draft) };
    let whole = whole.clone();
    if let Ok(Some(compressed)) = tokio::task::spawn_blocking(move || compress(&whole)).await {
        replace(draft, Content::Whole(compressed));
    }
}

fn replace(draft: &mut Draft<'_>, compressed: Content) {
    draft.body = compressed;
    draft.headers.to_mut().insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    // Another sequence of bytes under the same strong tag would be a lie (RFC 9110 section 8.8.3.3).
    if let Some(tag) = draft.headers.get(ETAG).and_then(|tag| tag.to_str().ok()).filter(|tag| !tag.starts_with("W/"))
        && let Ok(weak) = HeaderValue::try_from(format!("W/{tag}"))
    {
        draft.headers.to_mut().insert(ETAG, weak);
    }
}

fn compress(whole: &[u8]) -> Option<Bytes> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(whole.len() / 2), Compression::fast());
    encoder.write_all(whole).ok()?;
    encoder.finish().ok().map(Bytes::from)
}

fn may_be_compressed(headers: &HeaderMap) -> bool {
    let says = |name, what: &str| {
        headers.get(name).and_then(|value| value.to_str().ok()).is_some_and(|value| value.contains(what))
    };
    let is_left_alone = [CONTENT_ENCODING, CONTENT_RANGE, SET_COOKIE].iter().any(|name| headers.contains_key(name));
    !is_left_alone && !says(CACHE_CONTROL, "no-store") && !says(CACHE_CONTROL, "no-transform") && is_text(headers)
}

/// Whether it gets smaller: images, archives and the like do not. Events are short, and one at a time.
fn is_text(headers: &HeaderMap) -> bool {
    let Some(media_type) = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()) else { return false };
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    const ALSO: [&str; 6] = ["json", "xml", "javascript", "yaml", "msgpack", "wasm"];
    (essence.starts_with("text/") && essence != "text/event-stream")
        || essence == "image/svg+xml"
        || ALSO.iter().any(|kind| essence.ends_with(kind))
}

/// Whether gzip is acceptable and not refused (RFC 9110 section 12.5.3). Only where it is named: `*` is said by programs
/// that have not thought of it.
fn accepts(request: &HeaderMap) -> bool {
    let lines = request.get_all(ACCEPT_ENCODING).iter().filter_map(|line| line.to_str().ok());
    let mut weight = 0.0_f32;
    for item in lines.flat_map(|line| line.split(',')) {
        let mut parts = item.split(';').map(str::trim);
        if !parts
            .next()
            .is_some_and(|coding| coding.eq_ignore_ascii_case("gzip") || coding.eq_ignore_ascii_case("x-gzip"))
        {
            continue;
        }
        let q = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
        weight = q.map_or(1.0, |q| q.trim().parse().unwrap_or(0.0));
    }
    weight > 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gzip_is_used_where_it_is_named_and_not_refused() {
        let accepts =
            |value: &'static str| accepts(&[(ACCEPT_ENCODING, HeaderValue::from_static(value))].into_iter().collect());
        for good in ["gzip", "GZIP", "br, gzip;q=0.5", "x-gzip", "deflate,gzip ; q=1"] {
            assert!(accepts(good), "{good}");
        }
        for bad in ["", "notgzip", "gzipped", "gzip;q=0", "gzip;q=0.0", "br", "*", "gzip;q=x", "identity"] {
            assert!(!accepts(bad), "{bad}");
        }
    }
}
