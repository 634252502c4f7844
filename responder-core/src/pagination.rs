//! Lists that are too long for one answer: pages of them, and their order.

use std::cmp::Ordering;

use serde::Serialize;
use serde_json::Value;

use crate::message::Problem;

/// One page of a list, as it is sent: `items`, `total`, `page`, `size` and `pages`.
///
/// ```
/// use responder::prelude::*;
/// use responder::Page;
/// # #[api] struct Api;
/// #[get("/numbers")]
/// fn numbers(
///     #[query(default = 1, ge = 1)] page: usize,
///     #[query(default = 20, ge = 1, le = 100)] size: usize,
/// ) -> Page<u32> {
///     Page::of(1..=50, page, size)
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Page<T> {
    /// Those of this page; none beyond the last one.
    pub items: Vec<T>,
    /// How many there are on all pages.
    pub total: usize,
    /// Which page it is, counted from 1.
    pub page: usize,
    /// How many items a page has, at least 1.
    pub size: usize,
    /// How many pages there are; none if there are no items.
    pub pages: usize,
}

impl<T> Page<T> {
    /// A page of this list; `page` and `size` are at least 1, and taken for 1 if they are 0.
    pub fn of(list: impl IntoIterator<Item = T>, page: usize, size: usize) -> Self {
        let (page, size) = (page.max(1), size.max(1));
        let first = (page - 1).saturating_mul(size);
        let (mut items, mut total) = (Vec::new(), 0);
        for item in list {
            if total >= first && items.len() < size {
                items.push(item);
            }
            total += 1;
        }
        Page::cut(items, page, size, total)
    }

    /// A page that was cut out already, by a database say, of a list with so many items.
    pub fn cut(items: Vec<T>, page: usize, size: usize, total: usize) -> Self {
        let size = size.max(1);
        Page { items, total, page: page.max(1), size, pages: total.div_ceil(size) }
    }
}

/// In which order a client wants a list: `name,-age` is by name, and among equal names by age, the highest first.
///
/// ```
/// use responder::prelude::*;
/// use responder::Sort;
/// # #[api] struct Api;
/// #[get("/names")]
/// fn names(#[query(default = "name")] sort: &str) -> Result<Value, Problem> {
///     let names = vec![json!({ "name": "b" }), json!({ "name": "a" })];
///     Ok(json!(Sort::parse(sort, &["name"])?.sorted(names)))
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sort(Vec<Key>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Key {
    field: &'static str,
    descends: bool,
}

impl Sort {
    /// Reads what a client wants: names of fields, with commas between them and `-` before one whose order is turned
    /// round. Blank names are passed over.
    ///
    /// # Errors
    /// 400 for a field that is none of the allowed ones.
    pub fn parse(text: &str, allowed: &[&'static str]) -> Result<Self, Problem> {
        let key = |name: &str| {
            let descends = name.starts_with('-');
            let name = name.strip_prefix(['-', '+']).unwrap_or(name).trim();
            match allowed.iter().find(|field| **field == name) {
                Some(field) => Ok(Key { field, descends }),
                None => Err(Problem::new(400).detail(unknown(name))),
            }
        };
        let mut keys: Vec<Key> = Vec::new();
        for name in text.split(',').map(str::trim).filter(|name| !name.is_empty()) {
            let key = key(name)?;
            // Named again, a field changes nothing; and a client is not to say how long this gets.
            if keys.iter().all(|known| known.field != key.field) {
                keys.push(key);
            }
        }
        Ok(Sort(keys))
    }

    /// The fields, and whether each descends: for the `ORDER BY` of a database.
    pub fn fields(&self) -> impl Iterator<Item = (&'static str, bool)> + '_ {
        self.0.iter().map(|key| (key.field, key.descends))
    }

    /// The list in this order, by the fields as they are sent. What has no such field, or `null`, comes last in either
    /// direction.
    pub fn sorted<T: Serialize>(&self, list: Vec<T>) -> Vec<T> {
        let mut rows: Vec<(Vec<Value>, T)> = list.into_iter().map(|item| (self.values(&item), item)).collect();
        rows.sort_by(|(a, _), (b, _)| {
            let fields = self.0.iter().zip(a.iter().zip(b)).map(|(key, (a, b))| key.compare(a, b));
            fields.fold(Ordering::Equal, Ordering::then)
        });
        rows.into_iter().map(|(_, item)| item).collect()
    }

    fn values<T: Serialize>(&self, item: &T) -> Vec<Value> {
        let mut whole = serde_json::to_value(item).unwrap_or_default();
        self.0.iter().map(|key| whole.get_mut(key.field).map(Value::take).unwrap_or_default()).collect()
    }
}

/// A short name is said again, as it was meant; anything else is not.
fn unknown(name: &str) -> String {
    let is_name = name.len() <= 40 && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if is_name { format!("Cannot sort by '{name}'") } else { "Cannot sort by this field".into() }
}

impl Key {
    fn compare(&self, a: &Value, b: &Value) -> Ordering {
        match (a, b) {
            (Value::Null, Value::Null) => Ordering::Equal,
            (Value::Null, _) => Ordering::Greater,
            (_, Value::Null) => Ordering::Less,
            _ if self.descends => compare(b, a),
            _ => compare(a, b),
        }
    }
}

/// Values of one type by their order, of several by their type.
fn compare(a: &Value, b: &Value) -> Ordering {
    let rank = |value: &Value| match value {
        Value::Null => 0,
        Value::Bool(_) => 1,
        Value::Number(_) => 2,
        Value::String(_) => 3,
        Value::Array(_) => 4,
        Value::Object(_) => 5,
    };
    match (a, b) {
        (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
        (Value::Number(a), Value::Number(b)) => match (a.as_i64(), b.as_i64()) {
            (Some(a), Some(b)) => a.cmp(&b),
            _ => a.as_f64().partial_cmp(&b.as_f64()).unwrap_or(Ordering::Equal),
        },
        (Value::String(a), Value::String(b)) => a.cmp(b),
        _ => rank(a).cmp(&rank(b)),
    }
}
