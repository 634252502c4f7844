//! The path of a request target: decoded once, for routing, guards and handlers alike.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// Whether a path is nothing but what needs no second look: no escape, no control character, nothing that is not ASCII,
/// and neither a dot nor a backslash, which somebody might resolve.
pub(super) fn is_plain(path: &str) -> bool {
    // All of it, rather than up to the first: that is a handful of instructions for most paths.
    path.bytes().fold(true, |plain, byte| plain & PLAIN[usize::from(byte)])
}

const PLAIN: [bool; 256] = {
    let (mut table, mut byte) = ([false; 256], 0);
    while byte < 128 {
        let character = byte as u8;
        table[byte] = character.is_ascii_graphic() && !matches!(character, b'%' | b'.' | b'\\');
        byte += 1;
    }
    table
};

/// The decoded path; `None` if it is ambiguous and has to be refused: bad escapes, bytes that are
/// not UTF-8, or control characters.
pub(crate) fn decode(raw: &str) -> Option<Cow<'_, str>> {
    if is_plain(raw) {
        return Some(raw.into());
    }
    if !raw.contains('%') {
        return (!raw.chars().any(char::is_control)).then(|| raw.into());
    }
    let bytes = raw.as_bytes();
    let well_formed = bytes
        .iter()
        .enumerate()
        .filter(|(_, byte)| **byte == b'%')
        .all(|(at, _)| bytes.get(at + 1..at + 3).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit)));
    let decoded = percent_decode_str(raw).decode_utf8().ok()?;
    (well_formed && !decoded.chars().any(char::is_control)).then_some(decoded)
}

/// The same path with a slash more or less at its end, still encoded as the client sent it.
///
/// `None` if a browser could read the result as another origin (`//evil.example`).
pub(crate) fn toggled_slash(raw: &str) -> Option<String> {
    let toggled = match raw.strip_suffix('/') {
        Some(shorter) => shorter.to_owned(),
        None => format!("{raw}/"),
    };
    let local = toggled.starts_with('/') && !toggled.starts_with("//") && !toggled.contains('\\');
    local.then_some(toggled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ambiguous_path_is_refused_and_others_are_decoded_once() {
        for bad in ["/%", "/%2", "/%zz", "/%ff", "/%00", "/a%0d%0ab", "/%C0%AF"] {
            assert_eq!(decode(bad), None, "{bad}");
        }
        assert_eq!(decode("/a%2Fb%252F").as_deref(), Some("/a/b%2F"));
        assert_eq!(decode("/caf%C3%A9").as_deref(), Some("/caf\u{e9}"));
    }

    #[test]
    fn a_slash_redirect_never_leaves_the_origin() {
        assert_eq!(toggled_slash("/a/"), Some("/a".into()));
        assert_eq!(toggled_slash("/a"), Some("/a/".into()));
        for bad in ["//evil.example/", "//evil.example", "/", "a", "/\\evil.example"] {
            assert_eq!(toggled_slash(bad), None, "{bad}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_was_encoded_is_decoded_to_itself(text in "[^\\p{C}]{0,20}") {
            let encoded = percent_encoding::utf8_percent_encode(&text, percent_encoding::NON_ALPHANUMERIC).to_string();
            proptest::prop_assert_eq!(decode(&encoded), Some(text.into()));
        }

        #[test]
        fn no_path_makes_a_redirect_elsewhere(path in "[/\\\\a.%:@]{0,8}") {
            if let Some(toggled) = toggled_slash(&path) {
                proptest::prop_assert!(toggled.starts_with('/') && !toggled[1..].starts_with(['/', '\\']), "{}", toggled);
            }
        }
    }
}
