use super::*;
use Convertor::{Float, Int, Str, Uuid};
use Piece::{Param, Text};

fn read<'p>(pieces: &[Piece], segment: &'p str) -> Option<Vec<&'p str>> {
    let mut values = Values::new();
    matches(pieces, segment, &mut values).then(|| values.to_vec())
}

const NAMED: &[Piece] = &[Param("a", Str), Text("-"), Param("b", Int), Text(".json")];
const VERSION: &[Piece] = &[Text("v"), Param("n", Float)];
const THREE: &[Piece] = &[Param("a", Str), Text("-"), Param("b", Str), Text("-"), Param("c", Str)];
const ID: &[Piece] = &[Param("id", Uuid), Text(".png")];

#[test]
fn text_is_as_short_as_what_follows_lets_it_and_numbers_take_all_digits() {
    for (pieces, segment, expected) in [
        (NAMED, "x-12.json", Some(vec!["x", "12"])),
        (NAMED, "a-b-3.json", Some(vec!["a-b", "3"])),
        (NAMED, "--3.json", Some(vec!["-", "3"])),
        (NAMED, "-3.json", None),
        (NAMED, "a-3.jsonx", None),
        (NAMED, "a-.json", None),
        (NAMED, "\u{e9}-1-2.json", Some(vec!["\u{e9}-1", "2"])),
        (NAMED, "a-99999999999999999999.json", None),
        (VERSION, "v1", Some(vec!["1"])),
        (VERSION, "v1.50", Some(vec!["1.50"])),
        (VERSION, "v1.", None),
        (VERSION, "v1.2.3", None),
        (VERSION, "v", None),
        (THREE, "a-b-c-d", Some(vec!["a", "b", "c-d"])),
        (THREE, "-----", Some(vec!["-", "-", "-"])),
        (ID, "550e8400-e29b-41d4-a716-446655440000.png", Some(vec!["550e8400-e29b-41d4-a716-446655440000"])),
        (ID, "550e8400.png", None),
        (
            ID,
            "\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{20ac}.png",
            None,
        ),
    ] {
        assert_eq!(read(pieces, segment), expected, "{segment}");
    }
}

#[test]
fn a_hostile_segment_costs_no_more_than_its_length() {
    // Were every split tried, this would not end.
    let pieces: Vec<Piece> = (0..12).flat_map(|_| [Param("p", Str), Text("-")]).chain([Text("!")]).collect();
    assert_eq!(read(&pieces, &"-".repeat(60_000)), None);
    assert_eq!(read(NAMED, &"a-1.jso-".repeat(8_000)), None);
}

#[test]
fn what_says_more_goes_first() {
    let order: [&[Piece]; 5] = [
        &[Text("report-"), Param("n", Int), Text(".json")],
        NAMED,
        &[Param("n", Int), Text("-"), Param("m", Str)],
        &[Param("n", Str), Text("-"), Param("m", Int)],
        &[Param("n", Str), Text("-"), Param("m", Str)],
    ];
    assert!(order.is_sorted_by(|a, b| by_specificity(a, b) == Ordering::Less));
    assert_eq!(by_specificity(NAMED, &[Param("x", Str), Text("-"), Param("y", Int), Text(".json")]), Ordering::Equal);
}

/// Reads a segment by trying every split, the shortest first; a number is followed by no digit.
fn tried<'p>(pieces: &[Piece], text: &'p str) -> Option<Vec<&'p str>> {
    let Some((first, others)) = pieces.split_first() else { return text.is_empty().then(Vec::new) };
    match first {
        Text(fixed) => tried(others, text.strip_prefix(fixed)?),
        Param(_, convertor) => (0..=text.len()).filter(|end| text.is_char_boundary(*end)).find_map(|end| {
            let (value, after) = text.split_at(end);
            let ends = match convertor {
                Int => !after.starts_with(|c: char| c.is_ascii_digit()),
                Float => extent(Float, text) == end,
                _ => true,
            };
            let mut values = tried(others, after).filter(|_| ends && convertor.accepts(value))?;
            values.insert(0, value);
            Some(values)
        }),
    }
}

fn pieces() -> impl proptest::strategy::Strategy<Value = Vec<Piece>> {
    use proptest::prelude::*;
    let text = proptest::sample::select(vec!["-", ".", "ab", "a", "--", "x."]);
    let param = proptest::sample::select(vec![Str, Str, Int, Float]);
    (any::<bool>(), proptest::collection::vec((param, text), 1..5), any::<bool>()).prop_map(|(first, pairs, last)| {
        let all = pairs.into_iter().flat_map(|(convertor, text)| [Param("p", convertor), Text(text)]);
        let mut pieces: Vec<Piece> = all.collect();
        if first {
            pieces.insert(0, Text("a"));
        }
        if last && pieces.len() > 2 {
            pieces.pop();
        }
        pieces
    })
}

proptest::proptest! {
    #[test]
    fn it_is_read_as_if_every_split_was_tried(pieces in pieces(), segment in "[ab.x1\u{e9}-]{0,14}") {
        proptest::prop_assert_eq!(read(&pieces, &segment), tried(&pieces, &segment));
    }

    /// No prefix is missed: what a segment may match, it does not match in secret.
    #[test]
    fn what_matches_a_text_is_known_to_the_compiler(pieces in pieces(), segment in "[ab.x1-]{0,10}") {
        use crate::registry::{Cover, FullPath, Prefix, Segment};
        let leak = |segments: Vec<Segment>| -> &'static [Segment] { segments.leak() };
        let wanted: &'static str = segment.clone().leak();
        let prefix = Prefix { own: leak(vec![Segment::Static(wanted)]), within: None };
        let none = Prefix { own: &[], within: None };
        let path = FullPath { prefix: &none, segments: leak(vec![Segment::Mixed(pieces.clone().leak())]) };
        if read(&pieces, &segment).is_some() {
            proptest::prop_assert_eq!(path.below(&prefix), Cover::Some);
        }
    }
}
