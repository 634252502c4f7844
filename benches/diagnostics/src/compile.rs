//! Compiling the programs, and what the compiler says without the names of this machine.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::HERE;
use crate::outcome::Diagnostic;

/// What `cargo check` says about each program.
pub fn check() -> BTreeMap<String, Vec<Diagnostic>> {
    let mut programs = BTreeMap::<String, Vec<Diagnostic>>::new();
    for line in cargo(["check", "--examples", "--keep-going"].map(String::from)) {
        let known = programs.entry(name(&line)).or_default();
        let (level, text) = (&line["message"]["level"], &line["message"]["message"]);
        // Not "aborting due to 2 previous errors", nor "for more information".
        if ["error", "warning"].iter().any(|counted| level == counted) && !is_a_sum(text.as_str().expect("a text")) {
            let rendered = anywhere(line["message"]["rendered"].as_str().expect("a text").trim_end());
            known.push(Diagnostic { level: level.as_str().expect("a text").to_owned(), rendered });
        }
    }
    programs
}

/// The executables of these programs.
pub fn build(names: &[&String]) -> BTreeMap<String, PathBuf> {
    let examples = names.iter().flat_map(|name| ["--example".to_owned(), name.to_string()]);
    let lines = cargo(["build".to_owned()].into_iter().chain(examples));
    lines.iter().filter_map(|line| Some((name(line), PathBuf::from(line["executable"].as_str()?)))).collect()
}

/// Runs cargo and returns its messages about programs.
fn cargo(arguments: impl IntoIterator<Item = String>) -> Vec<Value> {
    let mut command = Command::new(env!("CARGO"));
    let output = command.args(arguments).arg("--message-format=json").output().expect("cargo runs");
    let lines = output.stdout.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    let messages: Vec<Value> = lines.map(|line| serde_json::from_slice(line).expect("cargo speaks JSON")).collect();
    messages.into_iter().filter(|message| message["target"]["kind"][0] == "example").collect()
}

fn name(message: &Value) -> String {
    message["target"]["name"].as_str().expect("a target has a name").to_owned()
}

fn is_a_sum(text: &str) -> bool {
    text.starts_with("aborting due to") || text.ends_with("warning emitted") || text.ends_with("warnings emitted")
}

/// The text as it would be on any machine.
pub fn anywhere(text: &str) -> String {
    let repository = Path::new(HERE).ancestors().nth(2).expect("two folders above this one");
    let cargo_home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let cargo_home = cargo_home.or_else(|| Some(std::env::home_dir()?.join(".cargo"))).expect("a home");
    let text = text.replace(&format!("{HERE}/"), "").replace(&format!("{}/", repository.display()), "");
    let text = replaced(&text, &format!("{}/registry/src/", cargo_home.display()), "/", "");
    let text = replaced(&text, "/rustc/", "/library/", "library/");
    let text = replaced(&text, "written to '", "'", "written to 'target/debug/examples/long-type.txt'");
    replaced(&text, "' (", ") panicked", "' panicked")
}

/// Puts `instead` wherever `start`, anything within a line, and `end` stand.
fn replaced(text: &str, start: &str, end: &str, instead: &str) -> String {
    let line = |line: &str| match line.split_once(start) {
        Some((before, rest)) => match rest.split_once(end) {
            Some((_, after)) => format!("{before}{instead}{after}"),
            None => line.to_owned(),
        },
        None => line.to_owned(),
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}
