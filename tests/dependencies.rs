//! What this crate depends on: listed with reasons, in versions without known holes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The lowest version without the hole, and its advisory (RUSTSEC unless it says otherwise). Where the hole was mended
/// in several lines, the line that is used here counts.
const MINIMUM: [(&str, &str, &str); 39] = [
    ("actix-http", "3.12.1", "GHSA-xhj4"),
    ("axum-core", "0.3.0", "2022-0055"),
    ("bcrypt", "0.19.2", "2026-0199"),
    ("blake2", "0.8.1", "2019-0019"),
    ("bytes", "1.11.1", "2026-0007"),
    ("cookie", "0.7.6", "2017-0005"),
    ("futures-task", "0.3.6", "2020-0060"),
    ("futures-util", "0.3.7", "2020-0059"),
    ("h2", "0.4.2", "2024-0003, rapid reset"),
    ("h2", "0.4.4", "2024-0332, CONTINUATION flood"),
    ("h2", "0.4.16", "2026-0258, empty DATA"),
    ("hashbrown", "0.15.1", "2024-0402"),
    ("http", "0.1.20", "2019-0033"),
    ("hyper", "0.14.12", "2022-0022, and 2021-0078 and -0079 before it"),
    ("idna", "1.0.0", "2024-0421"),
    ("jsonwebtoken", "10.3.0", "CVE-2026-25537"),
    ("lru", "0.18.2", "2026-0253"),
    ("mio", "0.8.11", "2024-0019"),
    ("rand", "0.10.1", "2026-0097"),
    ("regex", "1.5.5", "2022-0013"),
    ("ring", "0.17.12", "2025-0009"),
    ("rmp-serde", "1.1.1", "2022-0092"),
    ("rustls", "0.23.18", "2024-0399, and 2024-0336 before it"),
    ("rustls-webpki", "0.103.13", "2026-0104, and -0049, -0098, -0099 before it"),
    ("shlex", "1.3.0", "2024-0006"),
    ("slab", "0.4.11", "2025-0047"),
    ("smallvec", "1.6.1", "2021-0003"),
    ("socket2", "0.3.16", "2020-0079"),
    ("spin", "0.9.8", "2023-0031"),
    ("time", "0.3.47", "2026-0009"),
    ("tokio", "1.44.2", "2025-0023"),
    ("tokio-rustls", "0.13.1", "2020-0019"),
    ("tower-http", "0.2.1", "2022-0043"),
    ("tracing", "0.1.40", "2023-0078"),
    ("tracing-subscriber", "0.3.20", "2025-0055"),
    ("tungstenite", "0.20.1", "2023-0065"),
    ("untrusted", "0.6.2", "2018-0001"),
    ("webpki", "0.22.2", "2023-0052"),
    ("zeroize_derive", "1.1.1", "2021-0115"),
];

/// Crates with a hole that nobody mends, or that nobody maintains.
const NEVER: [(&str, &str); 6] = [
    ("multipart", "2023-0050, unmaintained"),
    ("rsa", "2023-0071, a side channel"),
    ("serde_yaml", "archived"),
    ("serde_yml", "2025-0068, unsound"),
    ("tiny_http", "2020-0031, request smuggling"),
    ("websocket", "2022-0035, unbounded memory"),
];

fn read(file: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file))
        .unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// The versions of each crate in `Cargo.lock`.
fn locked() -> BTreeMap<String, BTreeSet<String>> {
    let lock = read("Cargo.lock");
    let mut locked: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let value = |line: &str, key: &str| Some(line.strip_prefix(key)?.trim_matches(['=', ' ', '"']).to_owned());
    for package in lock.split("[[package]]") {
        let name = package.lines().find_map(|line| value(line, "name "));
        let version = package.lines().find_map(|line| value(line, "version "));
        if let (Some(name), Some(version)) = (name, version) {
            locked.entry(name).or_default().insert(version);
        }
    }
    assert!(locked.len() > 50, "Cargo.lock is read wrongly");
    locked
}

/// Without what follows the three numbers.
fn numbers(version: &str) -> Vec<u64> {
    let release = version.split(['-', '+']).next().unwrap_or_default();
    release.split('.').map(|number| number.parse().unwrap_or_else(|_| panic!("{version} is no version"))).collect()
}

#[test]
fn nothing_is_locked_below_a_version_without_a_known_hole() {
    let locked = locked();
    for (name, minimum, advisory) in MINIMUM {
        for version in locked.get(name).into_iter().flatten() {
            assert!(numbers(version) >= numbers(minimum), "{name} {version} is below {minimum}: {advisory}");
        }
    }
    for (name, reason) in NEVER {
        assert!(!locked.contains_key(name), "{name} is in Cargo.lock: {reason}");
    }
}

/// The names in the first column of a table that follows this heading or text.
fn listed(table: &str) -> BTreeSet<String> {
    let text = read("docs/dependencies.md");
    let (_, rest) = text.split_once(table).unwrap_or_else(|| panic!("no `{table}`"));
    let rows = rest.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|')).skip(2);
    let first = rows.filter_map(|row| row.split('|').nth(1));
    first.flat_map(|cell| cell.split(',').map(|name| name.trim().trim_matches('`').to_owned())).collect()
}

#[test]
fn every_dependency_is_listed_with_its_reason() {
    let mut direct = BTreeSet::new();
    for manifest in ["Cargo.toml", "responder-core/Cargo.toml", "responder-macros/Cargo.toml"] {
        let text = read(manifest);
        let (_, section) = text.split_once("\n[dependencies]\n").unwrap();
        let lines = section.lines().take_while(|line| !line.starts_with('[')).filter(|line| !line.starts_with('#'));
        direct.extend(lines.filter_map(|line| Some(line.split_once(" =")?.0.to_owned())));
    }
    direct.retain(|name| !name.starts_with("responder"));
    assert_eq!(listed("# Dependencies"), direct);
}

#[test]
fn every_crate_in_two_versions_is_listed_with_its_reason() {
    let twice: BTreeSet<String> =
        locked().into_iter().filter(|(_, versions)| versions.len() > 1).map(|(name, _)| name).collect();
    assert_eq!(listed("## In two versions"), twice);
}
