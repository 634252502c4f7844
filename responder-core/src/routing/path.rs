//! The path of a request target: decoded once, for routing, guards and handlers alike.

use percent_encoding::percent_decode_str;

/// The decoded path; `None` if it is ambiguous and has to be refused: bad escapes, bytes that are
/// not UTF-8, or control characters.
pub(crate) fn decode(raw: &str) -> Option<Box<str>> {
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
    (well_formed && !decoded.chars().any(char::is_control)).then(|| decoded.into())
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
            proptest::prop_assert_eq!(decode(&encoded).map(String::from), Some(text));
        }

        #[test]
        fn no_path_makes_a_redirect_elsewhere(path in "[/\\\\a.%:@]{0,8}") {
            if let Some(toggled) = toggled_slash(&path) {
                proptest::prop_assert!(toggled.starts_with('/') && !toggled[1..].starts_with(['/', '\\']), "{}", toggled);
            }
        }
    }
}
