//! Makes every program in `mistakes/` say when its mistake is found and in how many lines, and
//! writes `messages/` and `docs/diagnostics.md` from that.

use std::fs;
use std::path::Path;

mod compile;
mod mistakes;
mod outcome;
mod report;
mod serve;

use mistakes::{FRAMEWORKS, MISTAKES, Mistake, program};
use outcome::{Found, Outcome};

/// The folder of this crate; all programs run in it and all paths are relative to it.
const HERE: &str = env!("CARGO_MANIFEST_DIR");

fn main() {
    std::env::set_current_dir(HERE).expect("the folder this was compiled in");
    eprintln!("cargo check ...");
    let checked = compile::check();
    let compile: Vec<_> = checked.iter().filter(|(_, found)| !outcome::fails(found)).map(|(name, _)| name).collect();
    eprintln!("cargo build of the {} that pass ...", compile.len());
    let built = compile::build(&compile);
    eprintln!("running these ...");
    let find = |mistake: &Mistake, framework: &str| {
        let name = program(mistake.name, framework);
        if !Path::new("mistakes").join(mistake.name).join(framework).with_extension("rs").exists() {
            return Outcome { found: Found::NoSuchThing, diagnostics: vec![], said: String::new() };
        }
        let diagnostics = checked.get(&name).unwrap_or_else(|| panic!("`{name}` is not in Cargo.toml")).clone();
        if outcome::fails(&diagnostics) {
            return Outcome { found: Found::Check, diagnostics, said: String::new() };
        }
        let executable = built.get(&name).unwrap_or_else(|| panic!("`{name}` passes the check and is not built"));
        let (found, said) = serve::run(executable, mistake);
        Outcome { found, diagnostics, said }
    };
    let rows: Vec<_> = MISTAKES
        .iter()
        .map(|mistake| (mistake, FRAMEWORKS.map(|framework| (framework, find(mistake, framework.name)))))
        .collect();

    let _ = fs::remove_dir_all("messages");
    for (mistake, row) in &rows {
        let folder = Path::new("messages").join(mistake.name);
        fs::create_dir_all(&folder).expect("a folder for messages");
        for (framework, outcome) in row.iter().filter(|(_, outcome)| outcome.found != Found::NoSuchThing) {
            let file = folder.join(framework.name).with_extension("txt");
            fs::write(file, outcome.text()).expect("a message can be written");
        }
    }
    fs::create_dir_all("../../docs").expect("a folder for the report");
    fs::write("../../docs/diagnostics.md", report::markdown(&rows)).expect("the report can be written");
}
