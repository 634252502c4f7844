//! The README shows what is really there: code from the examples, messages from the fixtures.
//!
//! A block that follows `<!-- file -->` has to stand in that file. `UPDATE_README=1` writes the
//! messages anew (never the code).

use std::fs;
use std::path::Path;

/// The file named before each fenced block, and the block.
fn quotations(text: &str) -> Vec<(String, String)> {
    let mut quotations = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some(file) = line.strip_prefix("<!-- ").and_then(|rest| rest.strip_suffix(" -->")) else { continue };
        assert!(lines.next().is_some_and(|fence| fence.starts_with("```")), "no block after {file}");
        let block: Vec<&str> = lines.by_ref().take_while(|line| !line.starts_with("```")).collect();
        quotations.push((file.to_owned(), block.join("\n")));
    }
    quotations
}

fn read(file: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file))
        .unwrap_or_else(|error| panic!("{file}: {error}"))
}

#[test]
fn quotes_what_is_there() {
    let mut text = read("README.md");
    if std::env::var_os("UPDATE_README").is_some() {
        for (file, block) in quotations(&text).into_iter().filter(|(file, _)| file.ends_with(".stderr")) {
            let (old, new) =
                (format!("<!-- {file} -->\n```text\n{block}"), format!("<!-- {file} -->\n```text\n{}", read(&file)));
            text = text.replace(&format!("{}\n```", old.trim_end()), &format!("{}\n```", new.trim_end()));
        }
        fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md"), &text).unwrap();
    }
    let quotations = quotations(&text);
    assert!(quotations.len() > 10);
    for (file, block) in quotations {
        assert!(!block.is_empty() && read(&file).contains(&block), "not in {file}:\n{block}");
    }
}
