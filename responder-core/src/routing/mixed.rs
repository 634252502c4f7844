//! A segment that has text and parameters side by side: `{name}-{number:int}.json`.
//!
//! Text of the route stands for itself. A number takes all digits that are there (a `float` a fraction as well), a
//! `uuid` its 36 characters, and text as little as what follows lets it: `a-b-3.json` is `a-b` and 3. So there is one
//! way to read a segment, or none.

use std::cmp::{Ordering, Reverse};

use smallvec::SmallVec;

use crate::registry::{Convertor, Piece};

/// Values of parameters, parts of the path.
pub(super) type Values<'p> = SmallVec<[&'p str; 4]>;

/// Whether some text was read.
enum Fit {
    Yes,
    /// Not from here.
    No,
    /// Neither from here nor from anywhere after it.
    Never,
}

/// Whether a decoded segment has these pieces; their values are added, also where it has not.
pub(super) fn matches<'p>(pieces: &[Piece], segment: &'p str, values: &mut Values<'p>) -> bool {
    matches!(fit(pieces, segment, values), Fit::Yes)
}

/// Only text can be read in several ways, and a text that has found no end lets no earlier one try again: it would
/// begin later, and find none either. So the work is that of looking for each text of the route once.
fn fit<'p>(pieces: &[Piece], text: &'p str, values: &mut Values<'p>) -> Fit {
    let Some((first, others)) = pieces.split_first() else {
        return if text.is_empty() { Fit::Yes } else { Fit::No };
    };
    match *first {
        Piece::Text(fixed) => match text.strip_prefix(fixed) {
            Some(after) => fit(others, after, values),
            None => Fit::No,
        },
        Piece::Param(_, Convertor::Str | Convertor::Path) => fit_text(others, text, values),
        Piece::Param(_, convertor) => match text.split_at_checked(extent(convertor, text)) {
            Some((value, after)) if convertor.accepts(value) => {
                values.push(value);
                fit(others, after, values)
            }
            _ => Fit::No,
        },
    }
}

/// A text that is not empty, up to where `others` follow.
fn fit_text<'p>(others: &[Piece], text: &'p str, values: &mut Values<'p>) -> Fit {
    let Some((Piece::Text(next), others)) = others.split_first() else {
        values.push(text);
        return if text.is_empty() { Fit::Never } else { Fit::Yes };
    };
    let before = values.len();
    let mut end = 0;
    loop {
        // One character more, and then to the next place where it may end.
        end += text[end..].chars().next().map_or(0, char::len_utf8);
        match text[end..].find(next).filter(|_| end > 0) {
            Some(further) => end += further,
            None => return Fit::Never,
        }
        values.truncate(before);
        values.push(&text[..end]);
        match fit(others, &text[end + next.len()..], values) {
            Fit::No => {}
            settled => return settled,
        }
    }
}

/// How much of a text one of these takes, in bytes.
fn extent(convertor: Convertor, text: &str) -> usize {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    match convertor {
        Convertor::Int => digits(text),
        Convertor::Float => {
            let whole = digits(text);
            match text[whole..].strip_prefix('.').map_or(0, digits) {
                0 => whole,
                fraction => whole + 1 + fraction,
            }
        }
        Convertor::Uuid => 36,
        Convertor::Str | Convertor::Path => text.len(),
    }
}

/// Which of two is looked at first where both match: the one with more text of its own, then fewer parameters, then
/// the more specific ones. Equal are those that match the same.
pub(super) fn by_specificity(a: &[Piece], b: &[Piece]) -> Ordering {
    let key = |pieces: &[Piece]| {
        let text: usize = pieces.iter().map(|piece| if let Piece::Text(text) = piece { text.len() } else { 0 }).sum();
        (Reverse(text), pieces.len())
    };
    let each = |piece: &Piece| match *piece {
        Piece::Text(text) => (text, None),
        Piece::Param(_, convertor) => ("", Some(convertor)),
    };
    key(a).cmp(&key(b)).then_with(|| a.iter().map(each).cmp(b.iter().map(each)))
}

impl Piece {
    /// The name of a parameter.
    pub(super) fn name(&self) -> Option<&'static str> {
        match *self {
            Piece::Param(name, _) => Some(name),
            Piece::Text(_) => None,
        }
    }
}

#[cfg(test)]
#[path = "mixed_tests.rs"]
mod tests;
