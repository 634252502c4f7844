//! What a value is read out of.

use serde_json::Value;

use super::report::Report;

/// What a value is read out of: a piece of a structured body, or texts of a query, a header, a cookie or a form.
#[derive(Clone, Copy, Debug)]
pub enum Input<'i> {
    /// A piece of a structured body.
    Value(&'i Value),
    /// All texts that came under one name, at least one.
    Texts(&'i [&'i str]),
    /// All names and texts of a query or form, for a struct.
    Pairs(&'i [(&'i str, &'i str)]),
}

/// A single value.
pub(super) enum Scalar<'i> {
    Text(&'i str),
    Other(&'i Value),
    Nothing,
}

impl<'i> Input<'i> {
    /// The text, if it is one: of several with one name the last.
    ///
    /// What else it is, is noted as a `string_type`.
    pub fn text(self, report: &mut Report) -> Option<&'i str> {
        match self.scalar() {
            Scalar::Text(text) => Some(text),
            _ => {
                report.violation("string_type", "should be text");
                None
            }
        }
    }

    pub(super) fn scalar(self) -> Scalar<'i> {
        match self {
            Input::Value(Value::String(text)) => Scalar::Text(text),
            Input::Value(other) => Scalar::Other(other),
            Input::Texts(texts) => texts.last().map_or(Scalar::Nothing, |text| Scalar::Text(text)),
            Input::Pairs(_) => Scalar::Nothing,
        }
    }
}
