//! What a value of the right type has to meet as well.

use std::fmt::Display;
use std::sync::OnceLock;

use regex_lite::Regex;

use super::report::Report;

/// What has a length in characters: for `min_length` and `max_length`.
#[diagnostic::on_unimplemented(
    message = "`min_length` and `max_length` are for text, and not for a `{Self}`",
    label = "this is no text",
    note = "a number has `ge`, `gt`, `le`, `lt` and `multiple_of`, a list `min_items` and `max_items`"
)]
pub trait Length {
    /// The number of characters.
    fn characters(&self) -> usize;
}

#[diagnostic::do_not_recommend]
impl Length for str {
    fn characters(&self) -> usize {
        self.chars().count()
    }
}

#[diagnostic::do_not_recommend]
impl Length for String {
    fn characters(&self) -> usize {
        self.chars().count()
    }
}

#[diagnostic::do_not_recommend]
impl<T: Length + ?Sized> Length for &T {
    fn characters(&self) -> usize {
        (**self).characters()
    }
}

/// A regular expression of a `pattern`, which was checked while compiling.
#[derive(Debug)]
pub struct Pattern {
    text: &'static str,
    regex: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// The expression with this text.
    pub const fn new(text: &'static str) -> Self {
        Pattern { text, regex: OnceLock::new() }
    }

    /// Whether it is found in the text. One that is no expression is found in none.
    fn is_found_in(&self, text: &str) -> bool {
        let regex = self.regex.get_or_init(|| Regex::new(self.text).ok());
        regex.as_ref().is_some_and(|regex| regex.is_match(text))
    }
}

/// Whether a value meets something; if not, that is noted.
impl Report {
    fn unless(&mut self, holds: bool, kind: &'static str, message: impl FnOnce() -> String) -> bool {
        if !holds {
            self.violation(kind, message());
        }
        holds
    }

    /// `ge = bound`: at least this.
    pub fn ge<T: PartialOrd + Display>(&mut self, value: &T, bound: T) -> bool {
        self.unless(*value >= bound, "greater_than_equal", || format!("should be at least {bound}"))
    }

    /// `gt = bound`: more than this.
    pub fn gt<T: PartialOrd + Display>(&mut self, value: &T, bound: T) -> bool {
        self.unless(*value > bound, "greater_than", || format!("should be more than {bound}"))
    }

    /// `le = bound`: at most this.
    pub fn le<T: PartialOrd + Display>(&mut self, value: &T, bound: T) -> bool {
        self.unless(*value <= bound, "less_than_equal", || format!("should be at most {bound}"))
    }

    /// `lt = bound`: less than this.
    pub fn lt<T: PartialOrd + Display>(&mut self, value: &T, bound: T) -> bool {
        self.unless(*value < bound, "less_than", || format!("should be less than {bound}"))
    }

    /// `multiple_of = factor`. Of zero only zero is a multiple.
    pub fn multiple_of<T: std::ops::Rem<Output = T> + Default + PartialEq + Copy + Display>(
        &mut self,
        value: &T,
        factor: T,
    ) -> bool {
        let zero = T::default();
        let holds = *value == zero || (factor != zero && *value % factor == zero);
        self.unless(holds, "multiple_of", || format!("should be a multiple of {factor}"))
    }

    /// `min_length = count`, in characters.
    pub fn min_length<T: Length + ?Sized>(&mut self, value: &T, count: usize) -> bool {
        self.unless(value.characters() >= count, "string_too_short", || {
            format!("should have at least {}", characters(count))
        })
    }

    /// `max_length = count`, in characters.
    pub fn max_length<T: Length + ?Sized>(&mut self, value: &T, count: usize) -> bool {
        self.unless(value.characters() <= count, "string_too_long", || {
            format!("should have at most {}", characters(count))
        })
    }

    /// `pattern = "expression"`: found somewhere in the text, unless it has `^` and `$`.
    pub fn pattern<T: AsRef<str>>(&mut self, value: &T, pattern: &Pattern) -> bool {
        self.unless(pattern.is_found_in(value.as_ref()), "string_pattern_mismatch", || {
            format!("should match `{}`", pattern.text)
        })
    }

    /// `min_items = count`.
    pub fn min_items<T>(&mut self, value: &[T], count: usize) -> bool {
        self.unless(value.len() >= count, "too_short", || format!("should have at least {count} items"))
    }

    /// `max_items = count`.
    pub fn max_items<T>(&mut self, value: &[T], count: usize) -> bool {
        self.unless(value.len() <= count, "too_long", || format!("should have at most {count} items"))
    }

    /// `validate = function`, which says in words what is wrong. The words are sent to the client.
    pub fn valid<E: Display>(&mut self, outcome: Result<(), E>) -> bool {
        if let Err(wrong) = &outcome {
            self.violation("value_error", wrong.to_string());
        }
        outcome.is_ok()
    }

    /// What holds for each item of a list.
    pub fn each<T>(&mut self, items: &[T], check: fn(&T, &mut Report) -> bool) -> bool {
        items.iter().enumerate().fold(true, |hold, (index, item)| self.at(index, |report| check(item, report)) && hold)
    }
}

fn characters(count: usize) -> String {
    format!("{count} character{}", if count == 1 { "" } else { "s" })
}
