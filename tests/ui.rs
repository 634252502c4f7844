//! What the compiler says to a mistake, and that what is right compiles.
//!
//! The first line of a fixture names the promise that it is about, C1 to C13:
//!
//! | | the compiler knows |
//! |---|---|
//! | C1 | a method and path that is taken |
//! | C2 | a path parameter without an argument, an argument that nothing fills |
//! | C3 | a convertor and a type that do not fit |
//! | C4 | a malformed path |
//! | C5 | a value that is not there: that nothing provides, a public route skips, another prefix has |
//! | C6 | an unknown role, scope or policy; a requirement that nobody can meet |
//! | C7 | an error without a handler, or with two |
//! | C8 | a function whose signature cannot work |
//! | C9 | with explicit access, a route that does not say who may call it |
//! | C10 | a body that is read twice, or that no request has |
//! | C11 | keys that are unknown, repeated or of the wrong kind |
//! | C12 | an access attribute without a route |
//! | C13 | (at start-up) routes that collide by their prefixes only; the fixture shows that they compile |
//!
//! The second line says how many errors there are, if it is not one.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn compile() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/ui/*/pass/*.rs");
    cases.compile_fail("tests/ui/*/fail/*.rs");
}

const PROMISES: usize = 13;
const LINES: usize = 15;

/// Errors that are longer because most of their text is rustc's.
const LONGER: [&str; 5] = [
    "before/fail/function_with_other_arguments",
    "dependency/fail/cycle",
    "model/fail/validator_of_another_type",
    "principal/fail/scope_outside_of_a_set",
    "route/fail/future_that_cannot_move_between_threads",
];

/// The fixtures: which kind, and the file.
fn fixtures() -> Vec<(&'static str, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui");
    let mut found = Vec::new();
    for attribute in fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()) {
        for kind in ["pass", "fail"] {
            let Ok(files) = fs::read_dir(attribute.join(kind)) else { continue };
            let files = files.map(|entry| entry.unwrap().path());
            found.extend(files.filter(|file| file.extension().is_some_and(|ext| ext == "rs")).map(|file| (kind, file)));
        }
    }
    found
}

/// `C5` in `// C5: what it is about`.
fn promise(file: &Path) -> usize {
    let text = fs::read_to_string(file).unwrap();
    let number = text.strip_prefix("// C").and_then(|rest| rest.split_once(": ")).map(|(number, _)| number);
    let number = number.and_then(|number| number.parse().ok()).filter(|number| (1..=PROMISES).contains(number));
    number.unwrap_or_else(|| panic!("{}: the first line names no promise", file.display()))
}

#[test]
fn every_promise_has_fixtures() {
    let mut counts: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for (kind, file) in fixtures() {
        let (pass, fail) = counts.entry(promise(&file)).or_default();
        *if kind == "pass" { pass } else { fail } += 1;
    }
    for number in 1..=PROMISES {
        let (pass, fail) = counts.get(&number).copied().unwrap_or_default();
        println!("C{number}: {fail} mistakes, {pass} that compile");
        assert!(pass > 0, "C{number} has no near miss that compiles");
        // What collides by prefixes only is found when the app starts: `behaviour/includes.rs`.
        assert!(fail > 0 || number == PROMISES, "C{number} has no mistake");
    }
}

#[test]
fn every_message_is_short_and_in_the_users_words() {
    for (_, file) in fixtures().into_iter().filter(|(kind, _)| *kind == "fail") {
        let (name, code) = (file.display(), fs::read_to_string(&file).unwrap());
        let text = fs::read_to_string(file.with_extension("stderr")).unwrap();
        for word in ["__private", "__rt", "$RUST", "/rustc/"] {
            assert!(!text.contains(word), "{name}: the message names `{word}`");
        }
        let said = code.lines().nth(1).and_then(|line| line.strip_prefix("// errors: "));
        let said: usize = said.map_or(1, |number| number.parse().unwrap());
        let starts: Vec<usize> =
            (0..).zip(text.lines()).filter(|(_, line)| line.starts_with("error")).map(|(at, _)| at).collect();
        assert_eq!(starts.len(), said, "{name}: the number of errors");
        let ends = starts[1..].iter().copied().chain([text.lines().count()]);
        let longest = starts.iter().zip(ends).map(|(start, end)| end - start).max().unwrap_or_default();
        let allowed = LONGER.iter().any(|longer| file.with_extension("").ends_with(longer));
        // One line between two errors is blank.
        assert!(longest <= LINES + 1 || allowed, "{name}: an error of {longest} lines");
    }
}
