//! What is wrong with a request before anybody looks at what it asks for: its host, its target, its framing.
//!
//! hyper has parsed it, and left these rules of RFC 9110 and RFC 9112 to us. Two servers in a row that read one
//! request differently are how requests are smuggled, so what is ambiguous is refused and the connection closed.

use http::header::{CONTENT_TYPE, HOST, TRANSFER_ENCODING};
use http::request::Parts;
use http::uri::{Authority, Scheme};
use http::{HeaderValue, Method, Version};

use crate::limits::Limits;
use crate::message::{Problem, is_repeated};

/// What to do with a request.
pub(crate) enum Verdict {
    /// The app answers it.
    Pass,
    /// `OPTIONS *`: it is about the server and not about the app (RFC 9110 section 9.3.7).
    AboutTheServer,
    /// It is answered so, and nothing more is read.
    Refuse(Problem),
}

/// Looks at the head of a request, which is followed by a body or not.
pub(crate) fn inspect(head: &Parts, has_body: bool, limits: &Limits) -> Verdict {
    let malformed = |what: &str| Verdict::Refuse(Problem::new(400).detail(what));
    if length(head) > limits.uri_length {
        return Verdict::Refuse(Problem::new(414).detail("The request target is too long"));
    }
    if head.headers.len() > limits.header_count {
        return Verdict::Refuse(Problem::new(431).detail("Too many header fields"));
    }
    // A body is all that is framed; what is framed and empty counts as one here.
    if has_body && !has_sound_framing(head) {
        return malformed("The transfer coding is not supported");
    }
    if is_repeated(&head.headers, &CONTENT_TYPE) {
        return malformed("Repeated Content-Type");
    }
    let Some(authority) = authority(head) else { return malformed("Invalid or missing Host") };
    match (&head.method, head.uri.path()) {
        // A tunnel names nothing but an authority; the app refuses it.
        (&Method::CONNECT, _) => Verdict::Pass,
        (&Method::OPTIONS, "*") => Verdict::AboutTheServer,
        (_, path) if !path.starts_with('/') => malformed("The request target is malformed"),
        _ if !has_sound_target(head, authority) => malformed("The request target is malformed"),
        _ => Verdict::Pass,
    }
}

fn length(head: &Parts) -> usize {
    let uri = &head.uri;
    let authority = uri.authority().map_or(0, |authority| authority.as_str().len());
    authority + uri.path_and_query().map_or(0, |target| target.as_str().len())
}

/// The only coding is `chunked`, once and alone, and HTTP/1.0 has none (RFC 9112 sections 6.1 and 6.3).
fn has_sound_framing(head: &Parts) -> bool {
    let mut codings = head.headers.get_all(TRANSFER_ENCODING).iter();
    match (codings.next(), codings.next()) {
        (None, _) => true,
        (Some(coding), None) => {
            head.version == Version::HTTP_11 && coding.as_bytes().trim_ascii().eq_ignore_ascii_case(b"chunked")
        }
        (Some(_), Some(_)) => false,
    }
}

/// The one host of a request, as `Host` or `:authority` names it; `None` if it is missing, repeated, not a host, or
/// the two differ (RFC 9112 section 3.2, RFC 9113 section 8.3.1). HTTP/1.0 need not name any: an empty text.
fn authority(head: &Parts) -> Option<&[u8]> {
    if is_repeated(&head.headers, &HOST) {
        return None;
    }
    let pseudo = head.uri.authority().filter(|_| head.version == Version::HTTP_2).map(Authority::as_str);
    let host = head.headers.get(HOST).map(HeaderValue::as_bytes);
    let authority = match (pseudo.map(str::as_bytes), host) {
        (Some(pseudo), Some(host)) if !pseudo.eq_ignore_ascii_case(host) => return None,
        (Some(authority), _) | (None, Some(authority)) => authority,
        (None, None) if head.version <= Version::HTTP_10 => return Some(b""),
        (None, None) => return None,
    };
    is_host(authority).then_some(authority)
}

/// An absolute target names this host and nothing that a server has no use for.
fn has_sound_target(head: &Parts, authority: &[u8]) -> bool {
    let (Some(scheme), Some(target)) = (head.uri.scheme(), head.uri.authority()) else { return true };
    let is_http = *scheme == Scheme::HTTP || *scheme == Scheme::HTTPS;
    let is_here = authority.is_empty() || target.as_str().as_bytes().eq_ignore_ascii_case(authority);
    is_http && is_here && is_host(target.as_str().as_bytes())
}

/// `uri-host [ ":" port ]` (RFC 9110 section 7.2), without user information; an empty one is allowed there, and no
/// server can be meant by it.
pub(crate) fn is_host(text: &[u8]) -> bool {
    let (host, port) = match text.split_first() {
        Some((b'[', rest)) => {
            let Some(end) = rest.iter().position(|byte| *byte == b']') else { return false };
            let (address, rest) = (&rest[..end], &rest[end + 1..]);
            let is_address = std::str::from_utf8(address).is_ok_and(|text| text.parse::<std::net::Ipv6Addr>().is_ok());
            return is_address && (rest.is_empty() || rest.strip_prefix(b":").is_some_and(is_port));
        }
        _ => match text.iter().position(|byte| *byte == b':') {
            Some(colon) => (&text[..colon], Some(&text[colon + 1..])),
            None => (text, None),
        },
    };
    !host.is_empty() && is_reg_name(host) && port.is_none_or(is_port)
}

fn is_port(port: &[u8]) -> bool {
    port.len() <= 5
        && port.iter().all(u8::is_ascii_digit)
        && std::str::from_utf8(port).is_ok_and(|port| port.is_empty() || port.parse::<u16>().is_ok())
}

/// RFC 3986 section 3.2.2.
fn is_reg_name(host: &[u8]) -> bool {
    if host.iter().all(|byte| IN_REG_NAME[usize::from(*byte)]) {
        return true;
    }
    let mut bytes = host.iter();
    while let Some(byte) = bytes.next() {
        let good = match byte {
            b'%' => {
                let mut hex = || bytes.next().is_some_and(u8::is_ascii_hexdigit);
                hex() && hex()
            }
            byte => IN_REG_NAME[usize::from(*byte)],
        };
        if !good {
            return false;
        }
    }
    true
}

/// `unreserved` and `sub-delims`.
const IN_REG_NAME: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    let (others, mut index) = (b"-._~!$&'()*+,;=", 0);
    while index < others.len() {
        table[others[index] as usize] = true;
        index += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_a_name_or_an_address_with_a_port_at_most() {
        for good in ["localhost", "EXAMPLE.com:8080", "127.0.0.1", "[::1]", "[::1]:80", "a_b", "x:", "a%20b", "a:65535"]
        {
            assert!(is_host(good.as_bytes()), "{good}");
        }
        for bad in [
            "",
            ":80",
            "user@host",
            "@",
            "a b",
            "a/b",
            "a?b",
            "a#b",
            "a\\b",
            "a\tb",
            "http://a",
            "a:-1",
            "a:x",
            "a:80:80",
            "a:65536",
            "a:123456",
            "[::1",
            "::1",
            "[::1]x",
            "[v1.x]",
            "[127.0.0.1]",
            "a%2",
            "a%zz",
            "\u{e9}",
            "a,b c",
        ] {
            assert!(!is_host(bad.as_bytes()), "{bad}");
        }
    }

    fn verdict(build: impl FnOnce(http::request::Builder) -> http::request::Builder) -> u16 {
        let (head, ()) = build(http::Request::builder()).body(()).unwrap().into_parts();
        match inspect(&head, true, &Limits::new()) {
            Verdict::Pass => 200,
            Verdict::AboutTheServer => 204,
            Verdict::Refuse(problem) => problem.status(),
        }
    }

    #[test]
    fn one_host_is_named_once() {
        assert_eq!(verdict(|r| r.uri("/").header("host", "a")), 200);
        assert_eq!(verdict(|r| r.uri("/").version(Version::HTTP_10)), 200);
        assert_eq!(verdict(|r| r.uri("http://a/").header("host", "A")), 200);
        assert_eq!(verdict(|r| r.uri("http://a/").version(Version::HTTP_2)), 200);
        assert_eq!(verdict(|r| r.uri("http://a/").version(Version::HTTP_2).header("host", "a")), 200);
        assert_eq!(verdict(|r| r.uri("/")), 400);
        assert_eq!(verdict(|r| r.uri("/").header("host", "a").header("host", "a")), 400);
        assert_eq!(verdict(|r| r.uri("http://a/").header("host", "b")), 400);
        assert_eq!(verdict(|r| r.uri("http://u@a/").header("host", "u@a")), 400);
        assert_eq!(verdict(|r| r.uri("ftp://a/").header("host", "a")), 400);
        assert_eq!(verdict(|r| r.uri("http://a/").version(Version::HTTP_2).header("host", "b")), 400);
    }

    #[test]
    fn a_target_is_a_path_or_for_options_the_server() {
        let host = |r: http::request::Builder| r.header("host", "a");
        assert_eq!(verdict(|r| host(r).uri("*").method("OPTIONS")), 204);
        assert_eq!(verdict(|r| host(r).uri("*")), 400);
        assert_eq!(verdict(|r| host(r).uri("example")), 400);
        assert_eq!(verdict(|r| host(r).uri("a:80").method("CONNECT")), 200);
        assert_eq!(verdict(|r| host(r).uri(format!("/{}", "a".repeat(8_000)))), 200);
        assert_eq!(verdict(|r| host(r).uri(format!("/{}", "a".repeat(9_000)))), 414);
    }

    #[test]
    fn a_body_is_framed_by_its_length_or_in_chunks() {
        let post =
            |coding: &'static str| verdict(|r| r.uri("/").header("host", "a").header("transfer-encoding", coding));
        assert_eq!((post("chunked"), post(" CHUNKED ")), (200, 200));
        for coding in ["gzip, chunked", "identity", "chunked, chunked", "", "chunked;q=1", "xchunked"] {
            assert_eq!(post(coding), 400, "{coding}");
        }
        let coded = |r: http::request::Builder| r.uri("/").header("host", "a").header("transfer-encoding", "chunked");
        assert_eq!(verdict(|r| coded(r).version(Version::HTTP_10)), 400);
        assert_eq!(verdict(|r| coded(r).header("transfer-encoding", "chunked")), 400);
    }

    proptest::proptest! {
        /// What is taken for a host can stand in a URI as it is.
        #[test]
        fn every_host_is_one_to_the_uri_parser(text in "[a-z0-9:.@/?#%\\[\\] -]{0,12}") {
            if is_host(text.as_bytes()) {
                let uri = format!("http://{text}/");
                proptest::prop_assert!(!text.contains(['/', '?', '#', '@', ' ']), "{}", text);
                proptest::prop_assert!(uri.parse::<http::Uri>().is_ok() || text.contains('%'), "{}", text);
            }
        }
    }
}
