//! Paths as they are written: segments, convertors, prefixes.

use crate::constant::{ends_with, same, starts_with};

/// One part of a path between slashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Segment {
    /// This text, already decoded.
    Static(&'static str),
    /// A parameter.
    Param(&'static str, Convertor),
    /// Text and parameters side by side: `{name}.json`.
    Mixed(&'static [Piece]),
}

/// One of the things that stand side by side in a segment; never two parameters, and no `path`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// This text, already decoded.
    Text(&'static str),
    /// A parameter.
    Param(&'static str, Convertor),
}

impl Piece {
    /// Whether a segment of these pieces may match this text; where that takes more than a look, the answer is yes.
    const fn may_match(pieces: &[Piece], text: &str) -> bool {
        if let [Piece::Text(start), ..] = pieces
            && !starts_with(text, start)
        {
            return false;
        }
        if let [.., Piece::Text(end)] = pieces
            && !ends_with(text, end)
        {
            return false;
        }
        let (mut least, mut index) = (0, 0);
        while index < pieces.len() {
            least += match pieces[index] {
                Piece::Text(text) => text.len(),
                Piece::Param(..) => 1,
            };
            index += 1;
        }
        text.len() >= least
    }
}

/// What a path parameter accepts, the most specific first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Convertor {
    /// `{n:int}`.
    Int,
    /// `{id:uuid}`.
    Uuid,
    /// `{x:float}`.
    Float,
    /// `{name}` or `{name:str}`.
    Str,
    /// `{rest:path}`.
    Path,
}

impl Convertor {
    /// Its name in a path.
    pub const fn name(self) -> &'static str {
        match self {
            Convertor::Int => "int",
            Convertor::Uuid => "uuid",
            Convertor::Float => "float",
            Convertor::Str => "str",
            Convertor::Path => "path",
        }
    }

    /// Whether it may accept this text; where that takes more than a look, the answer is yes.
    const fn may_accept(self, text: &str) -> bool {
        match (self, text.as_bytes()) {
            (Convertor::Str | Convertor::Path, _) => true,
            (Convertor::Int | Convertor::Float, [first, ..]) => first.is_ascii_digit(),
            (Convertor::Uuid, bytes) => bytes.len() == 36,
            (_, []) => false,
        }
    }
}

/// What paths start with: the own part after that of the API around it. It has no parameters.
pub struct Prefix {
    /// The last part.
    pub own: &'static [Segment],
    /// What stands before it.
    pub within: Option<&'static Prefix>,
}

impl Prefix {
    /// How many segments it has.
    pub(super) const fn length(&self) -> usize {
        let before = match self.within {
            Some(outer) => outer.length(),
            None => 0,
        };
        before + self.own.len()
    }

    const fn segment(&self, index: usize) -> Segment {
        let before = self.length() - self.own.len();
        match self.within {
            Some(outer) if index < before => outer.segment(index),
            _ => self.own[index - before],
        }
    }

    /// All its segments.
    pub(crate) fn segments(&self) -> impl Iterator<Item = Segment> + '_ {
        (0..self.length()).map(|index| self.segment(index))
    }

    /// Whether a decoded path lies below it: a prefix ends where a segment ends.
    pub(crate) fn covers_text(&self, path: &str) -> bool {
        let mut parts = path.split('/').skip(1);
        self.segments()
            .all(|segment| matches!((segment, parts.next()), (Segment::Static(text), Some(part)) if text == part))
    }
}

/// How the requests of a route lie to a prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cover {
    /// All below it.
    All,
    /// Some below it, by the value of a parameter.
    Some,
    /// None below it.
    None,
}

/// The path of a route, or what a group of routes has in common: segments below a prefix.
#[derive(Clone, Copy)]
pub struct FullPath<'p> {
    /// The prefixes of its APIs.
    pub prefix: &'p Prefix,
    /// What is written on the route.
    pub segments: &'p [Segment],
}

impl<'p> FullPath<'p> {
    /// How it lies to a prefix.
    pub const fn below(self, prefix: &Prefix) -> Cover {
        let mut cover = Cover::All;
        let before = self.prefix.length();
        let mut index = 0;
        while index < prefix.length() {
            let here = if index < before {
                self.prefix.segment(index)
            } else if index - before < self.segments.len() {
                self.segments[index - before]
            } else {
                return Cover::None;
            };
            let Segment::Static(wanted) = prefix.segment(index) else { return Cover::None };
            match here {
                Segment::Static(text) if same(text, wanted) => {}
                Segment::Param(_, Convertor::Path) => return Cover::Some,
                Segment::Param(_, convertor) if convertor.may_accept(wanted) => cover = Cover::Some,
                Segment::Mixed(pieces) if Piece::may_match(pieces, wanted) => cover = Cover::Some,
                _ => return Cover::None,
            }
            index += 1;
        }
        cover
    }

    /// All its segments.
    pub(crate) fn all_segments(self) -> impl Iterator<Item = Segment> + 'p {
        self.prefix.segments().chain(self.segments.iter().copied())
    }
}
