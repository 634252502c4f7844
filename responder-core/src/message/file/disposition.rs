//! Under which name a client is to save an answer (RFC 6266).

use http::HeaderValue;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What `ext-value` of RFC 8187 section 3.2.1 writes as it is.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'!')
    .remove(b'#')
    .remove(b'$')
    .remove(b'&')
    .remove(b'+')
    .remove(b'-')
    .remove(b'.')
    .remove(b'^')
    .remove(b'_')
    .remove(b'`')
    .remove(b'|')
    .remove(b'~');

/// `Content-Disposition` for a file to be saved under this name: in ASCII if it is, and in UTF-8 where that says more.
pub(super) fn attachment(name: &str) -> HeaderValue {
    let name: String = name.chars().filter(|character| !character.is_control()).collect();
    // A name, and no path: some clients would follow it.
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let mut value = "attachment".to_owned();
    if name.is_ascii() && !name.is_empty() {
        let quoted: String = name.chars().flat_map(|c| (c == '"').then_some('\\').into_iter().chain([c])).collect();
        value.push_str(&format!("; filename=\"{quoted}\""));
    }
    let encoded = utf8_percent_encode(name, KEPT).to_string();
    if encoded != name {
        value.push_str(&format!("; filename*=UTF-8''{encoded}"));
    }
    // Nothing else than visible ASCII and spaces is left in it.
    HeaderValue::try_from(value).unwrap_or(HeaderValue::from_static("attachment"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attached(name: &str) -> String {
        attachment(name).to_str().unwrap().to_owned()
    }

    #[test]
    fn a_name_is_said_in_ascii_and_where_needed_in_utf_8() {
        for (name, value) in [
            ("a.txt", "attachment; filename=\"a.txt\""),
            ("a b.txt", "attachment; filename=\"a b.txt\"; filename*=UTF-8''a%20b.txt"),
            ("\u{2615}.txt", "attachment; filename*=UTF-8''%E2%98%95.txt"),
            ("a\r\nX-Evil: 1\0", "attachment; filename=\"aX-Evil: 1\"; filename*=UTF-8''aX-Evil%3A%201"),
            ("a\";x=\"b", "attachment; filename=\"a\\\";x=\\\"b\"; filename*=UTF-8''a%22%3Bx%3D%22b"),
            ("../../etc/passwd", "attachment; filename=\"passwd\""),
            ("c:\\a.txt", "attachment; filename=\"a.txt\""),
            ("", "attachment"),
            ("dir/", "attachment"),
        ] {
            assert_eq!(attached(name), value);
        }
    }

    /// Reads the value as a client would: the name in ASCII, and in UTF-8.
    fn parsed(value: &str) -> (Option<String>, Option<String>) {
        let mut rest = value.strip_prefix("attachment").unwrap();
        let (mut ascii, mut utf8) = (None, None);
        while !rest.is_empty() {
            if let Some(quoted) = rest.strip_prefix("; filename=\"") {
                let (mut name, mut characters) = (String::new(), quoted.char_indices());
                let end = loop {
                    match characters.next().unwrap() {
                        (at, '"') => break at,
                        (_, '\\') => name.push(characters.next().unwrap().1),
                        (_, character) => name.push(character),
                    }
                };
                rest = &quoted[end + 1..];
                assert!(ascii.replace(name).is_none());
            } else {
                let encoded = rest.strip_prefix("; filename*=UTF-8''").unwrap();
                let kept = |c: char| c.is_ascii_alphanumeric() || "!#$&+-.^_`|~%".contains(c);
                assert!(encoded.chars().all(kept));
                let name = percent_encoding::percent_decode_str(encoded).decode_utf8().unwrap().into_owned();
                assert!(utf8.replace(name).is_none());
                rest = "";
            }
        }
        (ascii, utf8)
    }

    proptest::proptest! {
        #[test]
        fn any_name_comes_back_and_nothing_with_it(name in "[^/\\\\\\p{Cc}]{1,12}") {
            let (ascii, utf8) = parsed(&attached(&name));
            proptest::prop_assert!(ascii.is_some() || utf8.is_some());
            for said in [ascii, utf8].into_iter().flatten() {
                proptest::prop_assert_eq!(&said, &name);
            }
        }

        #[test]
        fn no_name_breaks_out_of_the_field(name in "\\PC{0,8}[\"\\\\\r\n\0;=/ é]{0,8}\\PC{0,4}") {
            parsed(&attached(&name));
        }
    }
}
