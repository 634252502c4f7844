//! The shape of the code: which way the arrows point, how long files are, what folders are called.

use std::fs;
use std::path::{Path, PathBuf};

/// The modules of the core, from the bottom to the top. A module may use those of lower layers.
const LAYERS: [&[&str]; 13] = [
    &["clock", "constant", "counters", "limits", "revoked", "secret", "validation", "watchdog"],
    &["message", "request_log"],
    &["deadline", "exchange", "pagination", "rate_limit"],
    &["registry"],
    &["error", "service"],
    &["application"],
    &["environment", "templates", "tls"],
    &["routing", "hooks", "auth", "exception", "encode", "session", "mounted", "static_files"],
    &["lifecycle"],
    &["middleware"],
    &["app"],
    &["test_client", "serve"],
    &["fuzzing"],
];

/// The arrows within one layer.
const WITHIN: [(&str, &str); 4] =
    [("templates", "environment"), ("auth", "hooks"), ("exception", "auth"), ("serve", "test_client")];

/// Words that say nothing about what lives there.
const EMPTY_WORDS: [&str; 6] = ["util", "utils", "common", "helpers", "types", "misc"];

fn sources(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() && entry.file_name().is_none_or(|name| name != "target") {
                folders.push(entry);
            } else if entry.extension().is_some_and(|extension| extension == "rs") {
                found.push(entry);
            }
        }
    }
    assert!(!found.is_empty(), "nothing under {folder}");
    found
}

fn all_sources() -> Vec<PathBuf> {
    ["src", "responder-core/src", "responder-macros/src", "examples", "tests"].into_iter().flat_map(sources).collect()
}

/// The top-level module of the core that a file belongs to.
fn module(file: &Path) -> String {
    let core = Path::new(env!("CARGO_MANIFEST_DIR")).join("responder-core/src");
    let first = file.strip_prefix(core).unwrap().components().next().unwrap().as_os_str();
    first.to_string_lossy().trim_end_matches(".rs").to_owned()
}

fn layer(module: &str) -> usize {
    LAYERS
        .iter()
        .position(|layer| layer.contains(&module))
        .unwrap_or_else(|| panic!("`{module}` has no layer: give it one"))
}

/// The top-level modules named after `crate::` in code, not in comments.
fn used(text: &str) -> Vec<String> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let mut modules = Vec::new();
    for line in code {
        // `$crate` is written for the macro's caller.
        for (at, _) in line.match_indices("crate::").filter(|(at, _)| !line[..*at].ends_with('$')) {
            let name: String =
                line[at + "crate::".len()..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            // The names that the crate's root exports from modules of its own.
            match name.as_str() {
                "Error" | "Result" => modules.push("error".into()),
                "Environment" => modules.push("environment".into()),
                _ => modules.push(name),
            }
        }
    }
    modules
}

#[test]
fn in_the_core_arrows_point_down() {
    for file in sources("responder-core/src") {
        let from = module(&file);
        if ["lib", "private"].contains(&from.as_str()) {
            continue;
        }
        for to in used(&fs::read_to_string(&file).unwrap()) {
            let allowed = to == from || layer(&to) < layer(&from) || WITHIN.contains(&(from.as_str(), to.as_str()));
            assert!(allowed, "{}: `{from}` uses `{to}`, which is not below it", file.display());
        }
    }
}

#[test]
fn macros_name_nothing_but_the_private_module() {
    for file in sources("responder-macros/src") {
        let text = fs::read_to_string(&file).unwrap();
        assert!(!text.contains("responder_core"), "{}", file.display());
        for (at, _) in text.match_indices("::responder::") {
            let rest = &text[at + "::responder::".len()..];
            // `#name` is one of our own attributes, written out again.
            assert!(rest.starts_with("__private") || rest.starts_with("#name"), "{}: {}", file.display(), &rest[..20]);
        }
    }
}

#[test]
fn the_facade_only_reexports() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    for word in ["fn ", "struct ", "enum ", "trait ", "impl "] {
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        assert_eq!(
            code.filter(|line| line.trim_start().trim_start_matches("pub ").starts_with(word)).count(),
            0,
            "{word}"
        );
    }
}

#[test]
fn every_attribute_has_the_same_parts() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("responder-macros/src");
    for folder in fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        // `access` only puts attributes back: what they mean is read by `route`. `arguments` is shared.
        if folder.ends_with("access") || folder.ends_with("arguments") {
            continue;
        }
        for part in ["mod.rs", "syntax.rs", "check.rs", "expand.rs"] {
            assert!(folder.join(part).exists(), "{} has no {part}", folder.display());
        }
    }
}

#[test]
fn no_file_is_longer_than_400_lines() {
    for file in all_sources() {
        let lines = fs::read_to_string(&file).unwrap().lines().count();
        assert!(lines <= 400, "{} has {lines} lines: is it one concept?", file.display());
    }
}

#[test]
fn no_name_is_an_empty_word() {
    for file in all_sources() {
        for part in file.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap().components() {
            let name = part.as_os_str().to_string_lossy();
            assert!(!EMPTY_WORDS.contains(&name.trim_end_matches(".rs")), "{}", file.display());
        }
    }
}

#[test]
fn there_is_no_unsafe_code() {
    for manifest in ["Cargo.toml", "responder-core/Cargo.toml", "responder-macros/Cargo.toml"] {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(manifest)).unwrap();
        assert!(text.contains("[lints]\nworkspace = true"), "{manifest}");
    }
    let root = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    assert!(root.contains("unsafe_code = \"forbid\""));
}
