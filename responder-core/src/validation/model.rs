//! The types whose values are read and checked.

use serde_json::Value;
use uuid::Uuid;

use super::input::{Input, Scalar};
use super::report::Report;

/// A type whose values are read out of what a client sent, with everything noted that is wrong.
///
/// Integers, floats, `bool`, `String`, `Uuid`, lists, maps and `Option` have it. For a struct it is derived:
///
/// ```
/// use responder::prelude::*;
/// # #[api] struct Api;
/// #[derive(Model)]
/// struct NewItem {
///     #[model(min_length = 1, max_length = 20)]
///     name: String,
///     #[model(gt = 0.0)]
///     price: f64,
///     #[model(default)]
///     tags: Vec<String>,
/// }
///
/// #[post("/items")]
/// fn create(#[body] item: NewItem) -> (Value, u16) {
///     (json!({ "name": item.name, "price": item.price, "tags": item.tags }), 201)
/// }
/// ```
///
/// A type of your own that is written as one text implements `std::str::FromStr`, or this where the kind of mistake is
/// to be told:
///
/// ```
/// use responder::{Input, Model, Report};
/// struct Even(u32);
///
/// impl Model for Even {
///     fn read(input: Input<'_>, report: &mut Report) -> Option<Self> {
///         let number = u32::read(input, report)?;
///         if number % 2 == 0 {
///             return Some(Even(number));
///         }
///         report.violation("odd", "should be even");
///         None
///     }
/// }
/// ```
pub trait Model: Sized {
    /// Whether it has fields, which a `#[query]` or `#[form]` argument reads from all pairs there.
    #[doc(hidden)]
    const HAS_FIELDS: bool = false;

    /// Reads a value; `None` after it has been noted why there is none. It never notes the input itself.
    fn read(input: Input<'_>, report: &mut Report) -> Option<Self>;
}

macro_rules! integers {
    ($($type:ident)*) => {$(
        impl Model for $type {
            fn read(input: Input<'_>, report: &mut Report) -> Option<Self> {
                let number = integer(input, report)?;
                let value = $type::try_from(number).ok();
                if value.is_none() {
                    match number < 0 {
                        true => report.violation("greater_than_equal", format!("should be at least {}", $type::MIN)),
                        false => report.violation("less_than_equal", format!("should be at most {}", $type::MAX)),
                    }
                }
                value
            }
        }
    )*};
}

integers!(u8 u16 u32 u64 usize i8 i16 i32 i64 isize);

fn integer(input: Input<'_>, report: &mut Report) -> Option<i128> {
    let number = match input.scalar() {
        Scalar::Text(text) => {
            let number = text.trim().parse().ok();
            if number.is_none() {
                report.violation("int_parsing", "should be an integer");
            }
            return number;
        }
        Scalar::Other(Value::Number(number)) => number,
        _ => {
            report.violation("int_type", "should be an integer");
            return None;
        }
    };
    let whole = number.as_i64().map(i128::from).or(number.as_u64().map(i128::from));
    // `1.0` is an integer to JSON, which does not tell the two apart (RFC 8259 section 6).
    let whole = whole.or_else(|| {
        number.as_f64().filter(|float| float.fract() == 0.0 && float.abs() < 2_f64.powi(63)).map(|float| float as i128)
    });
    if whole.is_none() {
        report.violation("int_from_float", "should be an integer, without a fraction");
    }
    whole
}

macro_rules! floats {
    ($($type:ident)*) => {$(
        impl Model for $type {
            fn read(input: Input<'_>, report: &mut Report) -> Option<Self> {
                let number = match input.scalar() {
                    // Neither infinity nor NaN is a number to a client.
                    Scalar::Text(text) => text.trim().parse().ok().filter(|number: &$type| number.is_finite()),
                    Scalar::Other(Value::Number(number)) => number.as_f64().map(|number| number as $type).filter(|number| number.is_finite()),
                    _ => {
                        report.violation("float_type", "should be a number");
                        return None;
                    }
                };
                if number.is_none() {
                    report.violation("float_parsing", "should be a number");
                }
                number
            }
        }
    )*};
}

floats!(f32 f64);

impl Model for bool {
    /// `true`, `1`, `yes`, `on`, `t`, `y` and their opposites, in either case.
    fn read(input: Input<'_>, report: &mut Report) -> Option<Self> {
        let value = match input.scalar() {
            Scalar::Other(Value::Bool(value)) => return Some(*value),
            Scalar::Text(text) => match text.trim().to_ascii_lowercase().as_str() {
                "true" | "1" | "yes" | "on" | "t" | "y" => Some(true),
                "false" | "0" | "no" | "off" | "f" | "n" => Some(false),
                _ => None,
            },
            _ => {
                report.violation("bool_type", "should be true or false");
                return None;
            }
        };
        if value.is_none() {
            report.violation("bool_parsing", "should be true or false");
        }
        value
    }
}

impl Model for String {
    fn read(input: Input<'_>, report: &mut Report) -> Option<Self> {
        input.text(report).map(str::to_owned)
    }
}

impl Model for Uuid {
    fn read(input: Input<'_>, report: &mut Report) -> Option<Self> {
        let Scalar::Text(text) = input.scalar() else {
            report.violation("uuid_type", "should be a UUID");
            return None;
        };
        let value = Uuid::try_parse(text).ok();
        if value.is_none() {
            report.violation("uuid_parsing", "should be a UUID");
        }
        value
    }
}
