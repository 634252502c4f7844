//! The grammar of `Range`.

use super::*;

fn asked(field: &str, size: u64) -> Asked {
    ranges(field, size).unwrap_or(Asked::Everything)
}

fn spans(field: &str) -> Vec<Span> {
    match asked(field, 26) {
        Asked::Spans(spans) => spans,
        other => panic!("{field}: {other:?}"),
    }
}

#[test]
fn ranges_are_counted_from_both_ends() {
    for (field, expected) in [
        ("bytes=2-5", (2, 6)),
        ("bytes=20-", (20, 26)),
        ("bytes=-3", (23, 26)),
        ("bytes=20-999", (20, 26)),
        ("bytes=-999", (0, 26)),
        ("Bytes = 0-0", (0, 1)),
        ("bytes=0-99999999999999999999999999", (0, 26)),
        ("bytes=0-18446744073709551615", (0, 26)),
        ("bytes=,, 0-1 ,\t,", (0, 2)),
        ("bytes=99-,0-1", (0, 2)),
        ("bytes=0-5,3-9", (0, 10)),
    ] {
        assert_eq!(spans(field), [expected], "{field}");
    }
    assert_eq!(spans("bytes=10-12,0-2,3-5"), [(0, 6), (10, 13)]);
}

#[test]
fn what_is_no_range_is_ignored_and_what_is_not_there_refused() {
    for field in [
        "lines=0-1",
        "bytes",
        "bytes=",
        "bytes=,",
        "bytes=5",
        "bytes=-",
        "bytes=a-b",
        "bytes=5-2",
        "bytes=1_0-1_1",
        "bytes=+1-2",
        "bytes=0-1,x",
        "bytes= 0 - 1",
        "bytes=--1",
        "bytes=0x1-2",
    ] {
        assert_eq!(asked(field, 26), Asked::Everything, "{field}");
    }
    for field in ["bytes=99-", "bytes=26-30", "bytes=-0", "bytes=99-,100-101"] {
        assert_eq!(asked(field, 26), Asked::Nothing, "{field}");
    }
    assert_eq!(asked("bytes=0-1", 0), Asked::Everything);
    let many = |count: usize| format!("bytes={}", vec!["0-0"; count].join(","));
    assert_eq!(asked(&many(MANY), 26), Asked::Spans(vec![(0, 1)]));
    assert_eq!(asked(&many(MANY + 1), 26), Asked::Everything);
}

proptest::proptest! {
    #[test]
    fn no_field_is_read_with_a_panic(field in "(bytes=)?[0-9a-z,= \\-]{0,30}", size in 0u64..100) {
        if let Asked::Spans(spans) = asked(&field, size) {
            proptest::prop_assert!(spans.iter().all(|(from, to)| from < to && *to <= size));
            proptest::prop_assert!(spans.windows(2).all(|pair| pair[0].1 < pair[1].0));
        }
    }

    #[test]
    fn every_byte_that_is_asked_for_is_sent_once(
        wanted in proptest::collection::vec((0u64..40, 0u64..40), 1..=MANY),
        size in 1u64..40,
    ) {
        let list: Vec<_> = wanted.iter().map(|(from, more)| format!("{from}-{}", from + more)).collect();
        let sent = match asked(&format!("bytes={}", list.join(",")), size) {
            Asked::Spans(spans) => spans,
            Asked::Nothing => Vec::new(),
            Asked::Everything => panic!("it is well formed"),
        };
        for byte in 0..size {
            let is_wanted = wanted.iter().any(|(from, more)| (*from..=from + more).contains(&byte));
            let times = sent.iter().filter(|(from, to)| (*from..*to).contains(&byte)).count();
            proptest::prop_assert_eq!(times, usize::from(is_wanted), "byte {} of {:?}", byte, &list);
        }
    }
}
