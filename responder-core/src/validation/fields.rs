//! The fields of a struct under `#[derive(Model)]`.

use serde_json::{Map, Value};
use smallvec::SmallVec;

use super::input::Input;
use super::report::Report;
use super::way::Way;

/// What the fields of a struct are read out of.
#[derive(Clone, Copy)]
pub enum Fields<'i> {
    /// The members of an object.
    Members(&'i Map<String, Value>),
    /// The pairs of a query or form.
    Pairs(&'i [(&'i str, &'i str)]),
}

/// What of one name there is.
enum Found<'i> {
    Nothing,
    Member(&'i Value),
    Texts(SmallVec<[&'i str; 4]>),
}

impl<'i> Fields<'i> {
    /// Those of this input; `None` after it was noted that it has none.
    pub fn of(input: Input<'i>, report: &mut Report) -> Option<Self> {
        match input {
            Input::Value(Value::Object(members)) => Some(Fields::Members(members)),
            Input::Pairs(pairs) => Some(Fields::Pairs(pairs)),
            Input::Value(_) | Input::Texts(_) => {
                let words =
                    if report.is_at_top() { "Request body must be a JSON object" } else { "should be an object" };
                report.violation("model_type", words);
                None
            }
        }
    }

    fn find(self, name: &str) -> Found<'i> {
        match self {
            Fields::Members(members) => members.get(name).map_or(Found::Nothing, Found::Member),
            Fields::Pairs(pairs) => {
                let texts: SmallVec<_> =
                    pairs.iter().filter(|(known, _)| *known == name).map(|(_, text)| *text).collect();
                if texts.is_empty() { Found::Nothing } else { Found::Texts(texts) }
            }
        }
    }

    /// The field of this name, where `absent` says what it is if it is not there.
    fn read<T>(
        self,
        report: &mut Report,
        name: &str,
        way: impl Way<T>,
        check: fn(&T, &mut Report),
        absent: impl FnOnce(&mut Report) -> Option<T>,
    ) -> Option<T> {
        report.at(name, |report| {
            let value = match self.find(name) {
                Found::Nothing => return absent(report),
                Found::Member(value) => way.read(Input::Value(value), report)?,
                Found::Texts(texts) => way.read(Input::Texts(&texts), report)?,
            };
            report.holds(|report| check(&value, report)).then_some(value)
        })
    }

    /// A field that has to be there.
    pub fn required<T>(
        self,
        report: &mut Report,
        name: &str,
        way: impl Way<T>,
        check: fn(&T, &mut Report),
    ) -> Option<T> {
        self.read(report, name, way, check, |report| {
            report.missing();
            None
        })
    }

    /// A field that may be missing, or `null`.
    pub fn optional<T>(
        self,
        report: &mut Report,
        name: &str,
        way: impl Way<T>,
        check: fn(&T, &mut Report),
    ) -> Option<Option<T>> {
        if matches!(self.find(name), Found::Nothing | Found::Member(Value::Null)) {
            return Some(None);
        }
        self.required(report, name, way, check).map(Some)
    }

    /// A field that is this if it is missing.
    pub fn otherwise<T>(
        self,
        report: &mut Report,
        name: &str,
        way: impl Way<T>,
        check: fn(&T, &mut Report),
        default: fn() -> T,
    ) -> Option<T> {
        self.read(report, name, way, check, |_| Some(default()))
    }

    /// Whether there are no fields but these; noted if there are.
    pub fn only(self, report: &mut Report, known: &[&str]) -> bool {
        let all_known = match self {
            Fields::Members(members) => members.keys().all(|name| known.contains(&name.as_str())),
            Fields::Pairs(pairs) => pairs.iter().all(|(name, _)| known.contains(name)),
        };
        if !all_known {
            // The name is the client's own, and is not repeated.
            report.violation("extra_forbidden", "has a field that is not known");
        }
        all_known
    }
}
