//! The report in Markdown.

use std::fmt::Write;
use std::fs;
use std::process::Command;

use crate::mistakes::{FRAMEWORKS, Framework, Mistake};
use crate::outcome::{Found, Outcome, counted};

pub type Row = (&'static Mistake, [(Framework, Outcome); 5]);

/// The lines that are shown of another framework's message.
const SHOWN: usize = 12;

pub fn markdown(rows: &[Row]) -> String {
    let mut page = introduction();
    summary(&mut page, rows);
    for row in rows {
        section(&mut page, row);
    }
    page
}

fn introduction() -> String {
    let lock = fs::read_to_string("Cargo.lock").expect("cargo wrote it");
    let version = |package: &str| {
        let (_, rest) = lock.split_once(&format!("name = \"{package}\"\nversion = \"")).expect("a dependency");
        format!("{package} {}", rest.split('"').next().expect("a version"))
    };
    let versions = ["responder", "axum", "actix-web", "rocket"].map(version).join(", ");
    let rustc = Command::new("rustc").arg("--version").output().expect("rustc runs");
    let rustc = String::from_utf8(rustc.stdout).expect("a version");
    format!(
        "# When a mistake is found, and in how many lines

<!-- Written by benches/diagnostics/run; edit that. -->

Twelve mistakes, one of them in two forms, made once in each framework: a [program](../benches/diagnostics/mistakes)
of its own that has that mistake and no other. axum is there twice, without and with `#[axum::debug_handler]` on its
handlers. Compared were {versions}, with {rustc}.

```sh
benches/diagnostics/run         # compiles and runs all of them, and writes this page
```

- `check`: `cargo check` reports it. Counted are the errors and warnings that are printed and all their lines;
  not cargo's own last lines. Errors that follow from the first are counted, because they have to be read.
- `start-up`: it compiles, and the process ends instead of listening. Counted are the lines it prints from its first
  error on.
- `request`: it starts, and the request that meets the mistake gets a 500, a panic or no answer.
- `never`: none of these; in brackets, what the request gets.

",
        rustc = rustc.trim()
    )
}

fn summary(page: &mut String, rows: &[Row]) {
    let titles = FRAMEWORKS.map(|framework| framework.title).join(" | ");
    writeln!(page, "| | mistake | {titles} |\n|---|---|{}", "---|".repeat(FRAMEWORKS.len())).unwrap();
    for (mistake, row) in rows {
        let cells = row.each_ref().map(|(framework, outcome)| match outcome.found {
            Found::NoSuchThing => outcome.summary(),
            _ => format!("[{}]({})", outcome.summary(), message(mistake, framework)),
        });
        let anchor = format!("[{}](#{})", mistake.title, anchor(mistake));
        writeln!(page, "| {} | {anchor} | {} |", mistake.number, cells.join(" | ")).unwrap();
    }
    let columns = [0, 1, 2, 3, 4].map(|column| rows.iter().map(move |(_, row)| &row[column].1).collect::<Vec<_>>());
    let errors = columns.each_ref().map(|column| {
        let found: Vec<_> = column.iter().filter(|outcome| outcome.found == Found::Check).collect();
        let made = column.iter().filter(|outcome| outcome.found != Found::NoSuchThing).count();
        format!("{} of {made}", found.len())
    });
    writeln!(page, "| | an error of `cargo check` | {} |", errors.join(" | ")).unwrap();
    let lines = columns.each_ref().map(|column| {
        let found = column.iter().filter(|outcome| outcome.found == Found::Check);
        let mut lines: Vec<_> = found.map(|outcome| outcome.lines()).collect();
        lines.sort_unstable();
        match (lines.first(), lines.last()) {
            (Some(least), Some(most)) => format!("{least} to {most}, median {}", median(&lines)),
            _ => "-".into(),
        }
    });
    writeln!(page, "| | lines of these | {} |", lines.join(" | ")).unwrap();
}

/// Of a sorted list.
fn median(counts: &[usize]) -> f64 {
    let middle = counts.len() / 2;
    let below = if counts.len().is_multiple_of(2) { middle - 1 } else { middle };
    (counts[below] + counts[middle]) as f64 / 2.0
}

fn section(page: &mut String, (mistake, row): &Row) {
    writeln!(page, "\n## {} {}\n\n{}", mistake.number, mistake.title, mistake.about).unwrap();
    for (framework, outcome) in row {
        if outcome.found == Found::NoSuchThing {
            writeln!(page, "\n**{}**: {}", framework.title, outcome.summary()).unwrap();
            continue;
        }
        let source = format!("../benches/diagnostics/mistakes/{}/{}.rs", mistake.name, framework.name);
        writeln!(page, "\n**{}**: {} ([program]({source}))\n\n```text", framework.title, outcome.summary()).unwrap();
        let (text, limit) = match framework.name {
            "responder" => (outcome.text(), usize::MAX),
            _ => (outcome.beginning().to_owned(), SHOWN),
        };
        text.lines().take(limit).for_each(|line| writeln!(page, "{line}").unwrap());
        writeln!(page, "```").unwrap();
        let left = outcome.text().lines().filter(|line| !line.is_empty()).count();
        let left = left.saturating_sub(text.lines().filter(|line| !line.is_empty()).take(limit).count());
        if left > 0 {
            writeln!(page, "\n[{} more]({})", counted(left, "line"), message(mistake, framework)).unwrap();
        }
    }
}

fn message(mistake: &Mistake, framework: &Framework) -> String {
    format!("../benches/diagnostics/messages/{}/{}.txt", mistake.name, framework.name)
}

/// The heading of a section, as its address.
fn anchor(mistake: &Mistake) -> String {
    let heading = format!("{} {}", mistake.number, mistake.title).to_lowercase();
    heading.chars().filter(|c| c.is_alphanumeric() || *c == ' ').collect::<String>().replace(' ', "-")
}
