//! What became of one program.

/// One error or warning of the compiler.
#[derive(Clone)]
pub struct Diagnostic {
    pub level: String,
    pub rendered: String,
}

/// When the mistake shows. Where the compiler only warns, the program is run as well.
#[derive(Clone, PartialEq)]
pub enum Found {
    /// The framework has nothing in which the mistake could be made.
    NoSuchThing,
    Check,
    /// The process ended instead of listening.
    StartUp,
    /// A 500, a panic, or a connection that was closed without an answer.
    Request(String),
    /// The status of the answer.
    Never(String),
}

pub struct Outcome {
    pub found: Found,
    pub diagnostics: Vec<Diagnostic>,
    /// What the running program printed and answered.
    pub said: String,
}

pub fn fails(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.level == "error")
}

impl Outcome {
    /// Everything there is to read.
    pub fn text(&self) -> String {
        let mut parts: Vec<_> = self.diagnostics.iter().map(|diagnostic| diagnostic.rendered.as_str()).collect();
        parts.extend(Some(self.said.as_str()).filter(|said| !said.is_empty()));
        parts.join("\n\n") + "\n"
    }

    /// The first thing to read.
    pub fn beginning(&self) -> &str {
        let error = self.diagnostics.iter().find(|diagnostic| diagnostic.level == "error");
        error.or(self.diagnostics.first()).map_or(&self.said, |diagnostic| &diagnostic.rendered)
    }

    pub fn count(&self, level: &str) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.level == level).count()
    }

    /// The lines of all errors and warnings; of what was printed, where the compiler said nothing.
    pub fn lines(&self) -> usize {
        if self.diagnostics.is_empty() {
            return self.said.lines().count();
        }
        self.diagnostics.iter().map(|diagnostic| diagnostic.rendered.lines().count()).sum()
    }

    /// One line about it.
    pub fn summary(&self) -> String {
        let lines = counted(self.lines(), "line");
        let levels: Vec<_> = ["error", "warning"]
            .into_iter()
            .map(|level| (self.count(level), level))
            .filter(|(count, _)| *count > 0)
            .map(|(count, level)| counted(count, level))
            .collect();
        let compiler = format!("check: {}, {lines}", levels.join(" and "));
        match (&self.found, levels.is_empty()) {
            (Found::NoSuchThing, _) => "no such thing".into(),
            (Found::Check, _) => compiler,
            (Found::StartUp, true) => format!("start-up: {lines}"),
            (Found::StartUp, false) => format!("{compiler}; start-up"),
            (Found::Request(status), true) => format!("request: {status}"),
            (Found::Request(status), false) => format!("{compiler}; request: {status}"),
            (Found::Never(status), true) => format!("never (answers {status})"),
            (Found::Never(status), false) => format!("{compiler} (answers {status})"),
        }
    }
}

pub fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
