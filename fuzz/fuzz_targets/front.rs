//! Whatever stands in a target, a host and a transfer coding: it is refused, or one server is meant, by one framing.
#![no_main]

use http::header::{HOST, TRANSFER_ENCODING};
use http::{HeaderValue, Request, Version};
use libfuzzer_sys::fuzz_target;
use responder::fuzzing::refused_at_the_front;

// Target, host and coding, with a zero byte between them.
fuzz_target!(|input: &[u8]| {
    let mut parts = input.splitn(3, |byte| *byte == 0);
    let (Some(target), Some(host)) = (parts.next(), parts.next()) else { return };
    let (Ok(target), Ok(host)) = (http::Uri::try_from(target), HeaderValue::from_bytes(host)) else { return };
    let coding = parts.next().and_then(|coding| HeaderValue::from_bytes(coding).ok());
    for version in [Version::HTTP_10, Version::HTTP_11, Version::HTTP_2] {
        let mut request = Request::builder().version(version).uri(target.clone()).header(HOST, host.clone());
        if let Some(coding) = &coding {
            request = request.header(TRANSFER_ENCODING, coding.clone());
        }
        let Ok(request) = request.body(()) else { continue };
        let (head, ()) = request.into_parts();
        if refused_at_the_front(&head).is_some() {
            continue;
        }
        let host = host.to_str().expect("a host is ASCII");
        assert!(!host.is_empty() && !host.contains(['/', '?', '#', '@', '\\', ' ', '\t']), "{host:?}");
        if let Some(named) = head.uri.authority() {
            assert!(named.as_str().eq_ignore_ascii_case(host), "two hosts");
        }
        if let Some(coding) = &coding {
            assert!(version == Version::HTTP_11 && coding.as_bytes().trim_ascii().eq_ignore_ascii_case(b"chunked"));
        }
    }
});
