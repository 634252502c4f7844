//! Lists, maps, and what may be missing.

use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;

use serde_json::Value;

use super::input::Input;
use super::model::Model;
use super::report::{Report, Step};

/// `null` is `None`.
impl<T: Model> Model for Option<T> {
    fn read(input: Input<'_>, report: &mut Report) -> Option<Self> {
        match input {
            Input::Value(Value::Null) => Some(None),
            input => T::read(input, report).map(Some),
        }
    }
}

impl<T: Model> Model for Box<T> {
    const HAS_FIELDS: bool = T::HAS_FIELDS;

    fn read(input: Input<'_>, report: &mut Report) -> Option<Self> {
        T::read(input, report).map(Box::new)
    }
}

/// All items are read, so that all that is wrong is noted.
impl<T: Model> Model for Vec<T> {
    fn read(input: Input<'_>, report: &mut Report) -> Option<Self> {
        each(input, report, T::read)
    }
}

/// A list whose items are read so.
pub(super) fn each<T>(
    input: Input<'_>,
    report: &mut Report,
    read: impl Fn(Input<'_>, &mut Report) -> Option<T>,
) -> Option<Vec<T>> {
    let before = report.count();
    let items: Vec<_> = match input {
        Input::Value(Value::Array(items)) => {
            let item = |(index, item)| report.at(index, |report| read(Input::Value(item), report));
            items.iter().enumerate().filter_map(item).collect()
        }
        Input::Texts(texts) => texts.chunks(1).filter_map(|text| read(Input::Texts(text), report)).collect(),
        _ => {
            report.violation("list_type", "should be a list");
            return None;
        }
    };
    (report.count() == before).then_some(items)
}

impl<T: Model> Model for BTreeMap<String, T> {
    fn read(input: Input<'_>, report: &mut Report) -> Option<Self> {
        map(input, report)
    }
}

impl<T: Model, S: BuildHasher + Default> Model for HashMap<String, T, S> {
    fn read(input: Input<'_>, report: &mut Report) -> Option<Self> {
        map(input, report)
    }
}

fn map<T: Model, M: FromIterator<(String, T)>>(input: Input<'_>, report: &mut Report) -> Option<M> {
    let Input::Value(Value::Object(members)) = input else {
        report.violation("dict_type", "should be an object");
        return None;
    };
    let before = report.count();
    let member = |(name, value): (&String, _)| {
        let value = report.at(Step::of_client(name), |report| T::read(Input::Value(value), report))?;
        Some((name.clone(), value))
    };
    let members: M = members.iter().filter_map(member).collect();
    (report.count() == before).then_some(members)
}

/// Whatever it is.
impl Model for Value {
    fn read(input: Input<'_>, report: &mut Report) -> Option<Self> {
        match input {
            Input::Value(value) => Some(value.clone()),
            // Of several texts with one name the last, as for any other value.
            Input::Pairs(pairs) => {
                Some(pairs.iter().map(|(name, text)| ((*name).to_owned(), Value::from(*text))).collect())
            }
            input => input.text(report).map(Value::from),
        }
    }
}
