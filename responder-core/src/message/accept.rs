//! Content negotiation by `Accept` (RFC 9110 section 12.5.1).

use http::HeaderMap;
use http::header::ACCEPT;

use super::format::Format;
use super::request::Request;

/// The format that the client prefers among ours. Without a preference, or if it accepts none of
/// them, JSON: an answer in another format says more than a 406.
pub(crate) fn preferred(headers: &HeaderMap) -> Format {
    let fields = headers.get_all(ACCEPT);
    if fields.iter().all(|field| names_none(field.as_bytes())) {
        return Format::default();
    }
    by_weight(fields.iter().filter_map(|value| value.to_str().ok()))
}

/// Whether the client takes this media type. Without any preference it takes all.
pub(super) fn accepts(headers: &HeaderMap, media_type: &str) -> bool {
    let fields = headers.get_all(ACCEPT);
    let mut texts = fields.iter().filter_map(|value| value.to_str().ok()).flat_map(|field| field.split(',')).peekable();
    if texts.peek().is_none() {
        return true;
    }
    let ranges: Vec<Range<'_>> = texts.filter_map(Range::parse).collect();
    quality(&ranges, &[media_type]) > 0
}

impl Request {
    /// Which of these media types the client's `Accept` prefers, the first of equals; `None` if it takes none of them.
    /// Without the field it is the first.
    ///
    /// What `resp.media` writes is chosen by itself. This is for an answer in forms of its own, which says so in `Vary`:
    ///
    /// ```
    /// use responder::prelude::*;
    /// # #[api] struct Api;
    /// #[get("/report")]
    /// fn report(req: &Request, resp: &mut Response) {
    ///     resp.vary("Accept");
    ///     match req.preferred(&["application/json", "text/csv"]) {
    ///         Some("text/csv") => resp.text("a,b\n1,2\n").header("content-type", "text/csv"),
    ///         _ => resp.media(&json!([{ "a": 1, "b": 2 }])),
    ///     };
    /// }
    /// ```
    pub fn preferred<'t>(&self, media_types: &[&'t str]) -> Option<&'t str> {
        let fields = self.headers().get_all(ACCEPT);
        let texts = fields.iter().filter_map(|value| value.to_str().ok()).flat_map(|field| field.split(','));
        let mut texts = texts.filter(|text| !text.trim().is_empty()).peekable();
        if texts.peek().is_none() {
            return media_types.first().copied();
        }
        let ranges: Vec<Range<'_>> = texts.filter_map(Range::parse).collect();
        let weighed = media_types.iter().map(|media_type| (quality(&ranges, &[media_type]), *media_type));
        // `max_by_key` would take the last of equals.
        weighed.rev().max_by_key(|(quality, _)| *quality).filter(|(quality, _)| *quality > 0).map(|(_, name)| name)
    }
}

/// Whether a field, as browsers send it, cannot name one of our formats: none of `json`, `yaml` and `msgpack` is written
/// without one of these letters. Ranges that cover one of them by other words cover all.
fn names_none(field: &[u8]) -> bool {
    !field.iter().fold(false, |named, byte| named | matches!(byte, b'j' | b'J' | b'y' | b'Y' | b'k' | b'K'))
}

fn by_weight<'a>(fields: impl Iterator<Item = &'a str>) -> Format {
    let ranges: Vec<Range<'_>> = fields.flat_map(|field| field.split(',')).filter_map(Range::parse).collect();
    let mut best = (0, Format::default());
    for format in Format::ALL.iter().copied() {
        let quality = quality(&ranges, format.media_types());
        // The first of equals stays: our own order of preference.
        if quality > best.0 {
            best = (quality, format);
        }
    }
    best.1
}

/// What the most specific range that covers a format says, in thousandths. The format has a media type, and maybe
/// others that only stand for it where they are named.
fn quality(ranges: &[Range<'_>], media_types: &[&str]) -> u16 {
    let covering = ranges.iter().filter_map(|range| {
        let (first, others) = media_types.split_first()?;
        let named = || others.iter().find_map(|name| range.covers(name).filter(|specificity| *specificity == NAMED));
        Some((range.covers(first).or_else(named)?, range.quality))
    });
    covering.max_by_key(|(specificity, _)| *specificity).map_or(0, |(_, quality)| quality)
}

/// How specific a range is that names a media type.
const NAMED: u8 = 2;

struct Range<'a> {
    kind: &'a str,
    subtype: &'a str,
    quality: u16,
}

impl<'a> Range<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let mut parts = text.split(';');
        // A bare `*` is sent by old clients, and `yaml` by people.
        let range = parts.next()?.trim();
        let (kind, subtype) = range.split_once('/').unwrap_or(("*", range));
        let mut quality = 1000;
        for parameter in parts {
            let Some((name, value)) = parameter.split_once('=') else { continue };
            if name.trim().eq_ignore_ascii_case("q") {
                // One that is no weight says nothing; the media type is named all the same.
                quality = thousandths(value.trim()).unwrap_or(1000);
            }
        }
        Some(Range { kind, subtype, quality })
    }

    /// How specific the range is, if it covers the media type.
    fn covers(&self, media_type: &str) -> Option<u8> {
        let (kind, subtype) = media_type.split_once('/')?;
        match (self.kind, self.subtype) {
            ("*", "*") => Some(0),
            (k, "*") if k.eq_ignore_ascii_case(kind) => Some(1),
            (k, s) if (k == "*" || k.eq_ignore_ascii_case(kind)) && s.eq_ignore_ascii_case(subtype) => Some(NAMED),
            _ => None,
        }
    }
}

/// A weight of at most three decimals (RFC 9110 section 12.4.2).
fn thousandths(text: &str) -> Option<u16> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if fraction.len() > 3 || !fraction.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let fraction: u16 = format!("{fraction:0<3}").parse().ok()?;
    match whole {
        // `.5` is no weight, but its meaning is plain.
        "0" | "" if !text.is_empty() => Some(fraction),
        "1" if fraction == 0 => Some(1000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accept(text: &'static str) -> Format {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, http::HeaderValue::from_static(text));
        preferred(&headers)
    }

    #[test]
    fn the_highest_weight_wins_and_json_among_equals() {
        assert_eq!(preferred(&HeaderMap::new()), Format::Json);
        for json in [
            "*/*",
            "application/json",
            "text/html",
            "application/*",
            "",
            "application/x-msgpack;q=0",
            "application/x-msgpack;q=0.5, application/json",
            "application/x-msgpack, application/json",
            "text/html, *;q=.2, */*;q=.2, application/x-msgpack;q=.1",
            "text/*, application/x-msgpack;q=0",
        ] {
            assert_eq!(accept(json), Format::Json, "{json}");
        }
        for msgpack in [
            "application/x-msgpack",
            "APPLICATION/X-MSGPACK",
            "application/json;q=0.4, application/x-msgpack;q=0.5",
            "*/*;q=0.1, application/x-msgpack",
            "application/json;q=0, */*, application/yaml;q=0",
            "application/msgpack",
            "x-msgpack",
            "application/x-msgpack;q=2",
            "application/x-msgpack;q=oops",
        ] {
            assert_eq!(accept(msgpack), Format::MessagePack, "{msgpack}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_names_none_of_our_formats_prefers_none(
            text in "((\\*|text|application)/(\\*|html|xml)(;q=(0|1|0\\.[0-9]))?(, )?){0,4}",
        ) {
            proptest::prop_assert!(names_none(text.as_bytes()));
            proptest::prop_assert_eq!(by_weight([text.as_str()].into_iter()), Format::default());
            for format in Format::ALL.iter().copied() {
                proptest::prop_assert!(!names_none(format.media_type().to_uppercase().as_bytes()));
            }
        }

        #[test]
        fn no_accept_field_breaks_the_choice(text in "[a-z*/;=q0-9., ]{0,40}") {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT, http::HeaderValue::try_from(text).unwrap());
            preferred(&headers);
        }

        #[test]
        fn the_weights_decide(json in 0u16..=1000, msgpack in 0u16..=1000) {
            let mut headers = HeaderMap::new();
            let weight = |q: u16| format!("{}.{:03}", q / 1000, q % 1000);
            let field = format!("application/x-msgpack;q={}, application/json;q={}", weight(msgpack), weight(json));
            headers.insert(ACCEPT, http::HeaderValue::try_from(field).unwrap());
            let expected = if msgpack > json { Format::MessagePack } else { Format::Json };
            proptest::prop_assert_eq!(preferred(&headers), expected);
        }
    }
}
