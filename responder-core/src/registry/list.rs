//! A list within a constant record.

use std::ops::Deref;

/// A few items in place, or however many there are in a constant beside the record.
///
/// A slice that calls of functions make is a constant of its own to rustc, and one in a static is made again after
/// each edit of the crate, whatever was edited. Short lists are in place, so that nearly no route has one.
pub enum List<T: 'static> {
    /// No item.
    None,
    /// One item.
    One([T; 1]),
    /// Two items.
    Two([T; 2]),
    /// Three items.
    Three([T; 3]),
    /// Four items.
    Four([T; 4]),
    /// More than that.
    Many(&'static [T]),
}

impl<T> Deref for List<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match self {
            List::None => &[],
            List::One(items) => items,
            List::Two(items) => items,
            List::Three(items) => items,
            List::Four(items) => items,
            List::Many(items) => items,
        }
    }
}
