//! What is wrong with a request, all of it.

use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

/// A step on the way to a value: the name of a field, or the place in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A field, a parameter, or where parameters stand: `query`, `header`, ..
    Name(String),
    /// A place in a list, counted from 0.
    Index(usize),
}

impl Step {
    /// A name that the client has chosen: said again if it is short and plain, and otherwise not.
    pub(super) fn of_client(name: &str) -> Self {
        let is_plain =
            name.len() <= 40 && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte));
        Step::Name(if is_plain { name.to_owned() } else { "?".to_owned() })
    }
}

impl From<&str> for Step {
    fn from(name: &str) -> Self {
        Step::Name(name.to_owned())
    }
}

impl From<usize> for Step {
    fn from(index: usize) -> Self {
        Step::Index(index)
    }
}

/// One thing that is wrong: where, what kind of mistake, and in words.
///
/// The value itself is never in it: it may be a password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    loc: Vec<Step>,
    kind: &'static str,
    message: String,
}

impl Violation {
    pub(super) fn new(loc: Vec<Step>, kind: &'static str, message: String) -> Self {
        Violation { loc, kind, message }
    }

    /// The way to the value: `["query", "limit"]` for an argument, `["address", "city"]` in a body.
    pub fn loc(&self) -> &[Step] {
        &self.loc
    }

    /// What kind of mistake it is, for programs: `missing`, `int_parsing`, `less_than_equal`, ..
    pub fn kind(&self) -> &str {
        self.kind
    }

    /// What is wrong, in words.
    pub fn message(&self) -> &str {
        &self.message
    }

    fn to_json(&self) -> Value {
        // Of the body as a whole there is nothing to say but the message.
        if self.loc.is_empty() {
            return json!({ "msg": self.message });
        }
        let loc = self.loc.iter().map(|step| match step {
            Step::Name(name) => Value::from(name.as_str()),
            Step::Index(index) => Value::from(*index),
        });
        json!({ "loc": loc.collect::<Vec<_>>(), "msg": self.message, "type": self.kind })
    }
}

/// As it stands in the list of the problem: `loc`, `msg` and `type`.
impl Serialize for Violation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_json().serialize(serializer)
    }
}

/// Everything that is wrong with the arguments of a request: 422.
///
/// It has a response of its own, a [`Problem`](crate::message::Problem) with the list as `errors`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid(Vec<Violation>);

impl Invalid {
    /// This one thing is wrong.
    pub(crate) fn one(violation: Violation) -> Self {
        Invalid(vec![violation])
    }

    /// What is wrong, in the order of the arguments and fields; 100 of them at most.
    pub fn violations(&self) -> &[Violation] {
        &self.0
    }

    pub(crate) fn to_json(&self) -> Value {
        self.0.iter().map(Violation::to_json).collect()
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Validation failed")
    }
}

impl std::error::Error for Invalid {}

/// As many as are listed: a request with a million mistakes is not answered by a million lines.
const MOST: usize = 100;

/// Where reading values notes what is wrong with them.
///
/// An implementation of [`Model`](super::Model) gets one, and notes why it has no value.
#[derive(Debug, Default)]
pub struct Report {
    loc: Vec<Step>,
    violations: Vec<Violation>,
    /// How many there were, also those that are not listed.
    found: usize,
}

impl Report {
    /// Notes what is wrong with the value that is being read.
    pub fn violation(&mut self, kind: &'static str, message: impl Into<String>) {
        self.found += 1;
        if self.violations.len() < MOST {
            self.violations.push(Violation::new(self.loc.clone(), kind, message.into()));
        }
    }

    /// Reads a part of the value, one step further.
    pub fn at<T>(&mut self, step: impl Into<Step>, read: impl FnOnce(&mut Self) -> T) -> T {
        self.loc.push(step.into());
        let value = read(self);
        self.loc.pop();
        value
    }

    /// That a value is not there which has to be.
    pub(crate) fn missing(&mut self) {
        self.violation("missing", "field required");
    }

    /// Takes over what was found by other means.
    pub(crate) fn note(&mut self, found: Violation) {
        self.found += 1;
        if self.violations.len() < MOST {
            let loc = self.loc.iter().cloned().chain(found.loc).collect();
            self.violations.push(Violation { loc, ..found });
        }
    }

    /// Whether it is about the body as a whole.
    pub(super) fn is_at_top(&self) -> bool {
        self.loc.is_empty()
    }

    /// Whether nothing more is wrong after this.
    pub fn holds(&mut self, check: impl FnOnce(&mut Self)) -> bool {
        let before = self.count();
        check(self);
        self.count() == before
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.violations.is_empty()
    }

    /// How many things are wrong so far.
    pub(super) fn count(&self) -> usize {
        self.found
    }

    /// All of it; `None` if nothing is wrong.
    pub(crate) fn into_invalid(self) -> Option<Invalid> {
        (!self.violations.is_empty()).then_some(Invalid(self.violations))
    }
}
