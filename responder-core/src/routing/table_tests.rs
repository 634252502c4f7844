use super::*;
use crate::message::{Params, SharedPath};
use Convertor::{Int, Path, Str};
use Segment::{Mixed, Param, Static};

const NUMBERED: Segment =
    Mixed(&[Piece::Param("kind", Str), Piece::Text("-"), Piece::Param("n", Int), Piece::Text(".json")]);

fn table() -> Table {
    let mut table = Table::default();
    let routes: [(&[Segment], &'static [&'static str]); 9] = [
        (&[Static("")], &["GET"]),
        (&[Static("users"), Static("me")], &["GET"]),
        (&[Static("users"), Param("id", Int)], &["GET"]),
        (&[Static("users"), Param("name", Str)], &["GET", "DELETE"]),
        (&[Static("users"), Param("id", Int), Static("posts")], &[]),
        (&[Static("files"), Param("rest", Path)], &["GET"]),
        (&[Static("slash"), Static("")], &["GET"]),
        (&[Static("files"), NUMBERED], &["GET"]),
        (&[Static("files"), Mixed(&[Piece::Param("name", Str), Piece::Text(".json")])], &["GET"]),
    ];
    for (entry, (segments, methods)) in routes.into_iter().enumerate() {
        table.insert(segments, methods, entry == 0, entry).unwrap();
    }
    table
}

fn entry(method: &str, path: &str) -> Option<(usize, String)> {
    match table().find(method, path) {
        Found::Entry(entry, names, spans) => {
            let params = Params::new(SharedPath::Decoded(path.into()), Arc::clone(names), spans);
            Some((entry, params.iter().map(|(name, value)| format!("{name}={value};")).collect()))
        }
        _ => None,
    }
}

#[test]
fn the_most_specific_route_that_has_the_method_is_found() {
    for (method, path, expected) in [
        ("GET", "/", Some((0, ""))),
        ("HEAD", "/", Some((0, ""))),
        ("GET", "/users/me", Some((1, ""))),
        ("GET", "/users/7", Some((2, "id=7;"))),
        ("GET", "/users/-7", Some((3, "name=-7;"))),
        ("GET", "/users/\u{663}", Some((3, "name=\u{663};"))),
        ("GET", "/users/ann", Some((3, "name=ann;"))),
        ("DELETE", "/users/7", Some((3, "name=7;"))),
        ("DELETE", "/users/me", Some((3, "name=me;"))),
        ("PATCH", "/users/7/posts", Some((4, "id=7;"))),
        ("GET", "/files/a/b", Some((5, "rest=a/b;"))),
        ("GET", "/files/", None),
        ("GET", "/files/report-7.json", Some((7, "kind=report;n=7;"))),
        ("GET", "/files/report-x.json", Some((8, "name=report-x;"))),
        ("GET", "/files/.json", Some((5, "rest=.json;"))),
        ("GET", "/files/a.json/b", Some((5, "rest=a.json/b;"))),
        ("GET", "/slash/", Some((6, ""))),
        ("GET", "/slash", None),
        ("GET", "/users/", None),
        ("GET", "//users/me", None),
        ("GET", "/Users/me", None),
        ("get", "/", None),
        ("GET", "*", None),
    ] {
        assert_eq!(entry(method, path), expected.map(|(e, p): (usize, &str)| (e, p.to_owned())), "{method} {path}");
    }
}

#[test]
fn a_known_path_tells_its_methods() {
    let allow = match table().find("POST", "/users/7") {
        Found::Missing(Missing::OtherMethods { allow, public: false }) => allow,
        other => panic!("{other:?}"),
    };
    assert_eq!(allow, ["GET", "DELETE"]);
}

#[test]
fn two_entries_for_one_method_and_path_are_refused() {
    let mut table = table();
    assert_eq!(table.insert(&[Static("users"), Param("other", Str)], &["DELETE"], false, 9), Err(3));
    assert_eq!(table.insert(&[Static("users"), Static("me")], &[], false, 9), Err(1));
    let renamed = [Piece::Param("other", Str), Piece::Text(".json")];
    assert_eq!(table.insert(&[Static("files"), Mixed(renamed.to_vec().leak())], &["GET"], false, 9), Err(8));
    assert_eq!(table.insert(&[Static("users"), Static("me")], &["POST"], false, 9), Ok(()));
}

#[test]
fn what_yields_answers_what_others_leave_whichever_was_added_first() {
    let (path, found) = ([Static("a")], |table: &Table, method| match table.find(method, "/a") {
        Found::Entry(entry, ..) => Some(entry),
        _ => None,
    });
    for yields_first in [true, false] {
        let mut table = Table::default();
        if yields_first {
            table.insert_behind(&path, false, 0).unwrap();
        }
        table.insert(&path, &["GET"], false, 1).unwrap();
        if !yields_first {
            table.insert_behind(&path, false, 0).unwrap();
        }
        table.insert(&path, &["POST"], false, 2).unwrap();
        let entries = ["GET", "HEAD", "POST", "DELETE"].map(|method| found(&table, method));
        assert_eq!(entries, [Some(1), Some(1), Some(2), Some(0)]);
        assert_eq!(table.insert(&path, &["GET"], false, 3), Err(1));
        // Which of two for all methods it is, nobody could say.
        assert_eq!(table.insert(&path, &[], false, 3), Err(1));
        assert_eq!(table.insert_behind(&path, false, 3), Err(0));
    }
    let mut table = Table::default();
    table.insert_behind(&path, false, 0).unwrap();
    assert_eq!(table.insert(&path, &[], false, 1), Err(0));
}

/// What a route can be made of; `i` has a convertor of its own, `*` takes the rest.
fn segments(text: &'static str) -> Vec<Segment> {
    let segment = |text| match text {
        "s" => Param("s", Str),
        "i" => Param("i", Int),
        "*" => Param("r", Path),
        "s-i" => Mixed(&[Piece::Param("s", Str), Piece::Text("-"), Piece::Param("i", Int)]),
        "a-s" => Mixed(&[Piece::Text("a-"), Piece::Param("s", Str)]),
        fixed => Static(fixed),
    };
    text.split('/').map(segment).collect()
}

/// Whether one route matches a path, found without a tree.
fn matches(segments: &[Segment], path: &str) -> bool {
    let Some((first, others)) = segments.split_first() else { return false };
    let (text, rest) = path.split_once('/').map_or((path, None), |(text, rest)| (text, Some(rest)));
    match first {
        Param(_, Path) => !path.is_empty(),
        Param(_, convertor) if !convertor.accepts(text) => false,
        Mixed(pieces) if !mixed::matches(pieces, text, &mut Values::new()) => false,
        Static(fixed) if *fixed != text => false,
        _ => match rest {
            Some(rest) => matches(others, rest),
            None => others.is_empty(),
        },
    }
}

/// How specific a route is, segment by segment: the smallest goes first.
fn rank(segments: &[Segment]) -> Vec<u8> {
    let rank = |segment: &Segment| match segment {
        Static(_) => 0,
        Mixed([Piece::Text(_), ..]) => 1,
        Mixed(_) => 2,
        Param(_, Int) => 3,
        Param(_, Str) => 4,
        Param(..) => 5,
    };
    segments.iter().map(rank).collect()
}

const ROUTES: [&str; 18] = [
    "", "a", "a/", "a/b", "s", "i", "s/b", "i/s", "s/i", "a/s/b", "i/i/i", "a/*", "s/b/*", "b/s/*", "s-i", "a-s",
    "s-i/b", "a-s/s",
];

proptest::proptest! {
    /// The tree finds the most specific one of the routes that match, and none exactly when none does.
    #[test]
    fn the_tree_agrees_with_a_list(
        chosen in proptest::sample::subsequence(ROUTES.to_vec(), 0..ROUTES.len()),
        path in "(a|b|7|-1|a-7|b-7|a-b||x|)(/(a|b|7|-1|a-7|x|)){0,3}",
    ) {
        let mut table = Table::default();
        for (entry, route) in chosen.iter().enumerate() {
            table.insert(&segments(route), &["GET"], false, entry).unwrap();
        }
        let matching = (0..chosen.len()).filter(|entry| matches(&segments(chosen[*entry]), &path));
        let first = matching.min_by_key(|entry| rank(&segments(chosen[*entry])));
        match (table.find("GET", &format!("/{path}")), first) {
            (Found::Entry(entry, names, spans), Some(first)) => {
                proptest::prop_assert_eq!(entry, first);
                proptest::prop_assert_eq!(names.len(), spans.len());
                let count = |segment: &Segment| match segment {
                    Static(_) => 0,
                    Param(..) => 1,
                    Mixed(pieces) => pieces.iter().filter(|piece| matches!(piece, Piece::Param(..))).count(),
                };
                proptest::prop_assert_eq!(names.len(), segments(chosen[entry]).iter().map(count).sum::<usize>());
            }
            (found, first) => proptest::prop_assert!(matches!(found, Found::Missing(Missing::Nothing | Missing::Ambiguous)) && first.is_none(), "{:?}, {:?}", found, first),
        }
    }
}
