//! Types that only serde can read, and what it says is wrong in our words.

use serde::Deserializer;
use serde::de::DeserializeOwned;

use super::report::{Step, Violation};

/// Reads it, and says where it went wrong. Serde ends at the first mistake.
pub(crate) fn from_serde<'de, T: DeserializeOwned, D: Deserializer<'de>>(input: D) -> Result<T, Violation> {
    serde_path_to_error::deserialize(input).map_err(|error| {
        let loc = error.path().iter().filter_map(|segment| match segment {
            serde_path_to_error::Segment::Seq { index } => Some(Step::Index(*index)),
            serde_path_to_error::Segment::Map { key } => Some(Step::of_client(key)),
            serde_path_to_error::Segment::Enum { variant } => Some(Step::of_client(variant)),
            serde_path_to_error::Segment::Unknown => None,
        });
        violation_of(loc.collect(), &error.inner().to_string())
    })
}

/// The violation that serde's words tell. They may have the input in them; only what is ours is taken.
pub(crate) fn violation_of(mut loc: Vec<Step>, words: &str) -> Violation {
    const KINDS: [(&str, &str, &str); 6] = [
        ("unknown variant", "enum", "should be one of the known values"),
        ("unknown field", "extra_forbidden", "has a field that is not known"),
        ("duplicate field", "duplicate", "has a field twice"),
        ("invalid type", "type", "is of another type than expected"),
        ("invalid length", "length", "has another length than expected"),
        ("invalid value", "value_error", "is not a valid value"),
    ];
    if let Some(field) = words.strip_prefix("missing field `").and_then(|rest| rest.split('`').next()) {
        loc.push(field.into());
        return Violation::new(loc, "missing", "field required".into());
    }
    let known = KINDS.iter().find(|(words_of, ..)| words.starts_with(words_of));
    let (kind, message) = known.map_or(("value_error", "is not a valid value"), |(_, kind, message)| (kind, message));
    match loc.is_empty() {
        true => Violation::new(loc, kind, format!("The request body {message}")),
        false => Violation::new(loc, kind, message.into()),
    }
}
