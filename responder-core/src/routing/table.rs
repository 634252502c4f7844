//! The routes as a tree of path segments.

use std::cmp::Ordering;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::mixed::{self, Values};
use super::path::is_plain;
use crate::message::Spans;
use crate::registry::{Convertor, Piece, Segment};

/// What a table knows about one entry.
#[derive(Debug)]
struct Leaf {
    entry: usize,
    methods: &'static [&'static str],
    public: bool,
    /// Whether it answers only what others here do not, which stand before it.
    yields: bool,
    params: Arc<[&'static str]>,
}

#[derive(Debug, Default)]
struct Node {
    /// Asked for by whatever a client sends, but filled by routes alone: nobody can make its keys collide.
    fixed: FxHashMap<&'static str, At>,
    /// Text and parameters side by side; the most specific first.
    mixed: Vec<(&'static [Piece], At)>,
    /// The most specific convertor first.
    params: Vec<(Convertor, At)>,
    leaves: Vec<Leaf>,
}

/// The number of a node.
type At = usize;

/// Entries (numbered by the caller) by path and method.
#[derive(Debug)]
pub(crate) struct Table {
    /// The first one is the root.
    nodes: Vec<Node>,
    /// The nodes of paths without parameters, by all of the path: found without a walk.
    whole: FxHashMap<String, At>,
}

/// What the table has for a method and path.
#[derive(Debug, PartialEq)]
pub(crate) enum Found<'t> {
    /// This entry, with the names of its parameters and where their values stand in the path.
    Entry(usize, &'t Arc<[&'static str]>, Spans),
    Missing(Missing),
}

/// Why a table has nothing.
#[derive(Debug, PartialEq)]
pub(crate) enum Missing {
    /// The path is known for these methods only; `public` if they are those of public routes.
    OtherMethods { allow: Vec<&'static str>, public: bool },
    /// Nothing has this path.
    Nothing,
    /// Somebody else may take this path for another one: nothing has it, whatever there is for the rest.
    Ambiguous,
}

impl Default for Table {
    fn default() -> Self {
        Table { nodes: vec![Node::default()], whole: FxHashMap::default() }
    }
}

impl Table {
    /// Adds an entry. If another one has the same path and a method in common, it is returned instead.
    pub(crate) fn insert(
        &mut self,
        segments: &[Segment],
        methods: &'static [&'static str],
        public: bool,
        entry: usize,
    ) -> Result<(), usize> {
        let node = self.node(segments);
        let mut others = node.leaves.iter().filter(|leaf| !leaf.yields || methods.is_empty());
        if let Some(taken) = others.find(|leaf| overlap(leaf.methods, methods)) {
            return Err(taken.entry);
        }
        let at = node.leaves.iter().position(|leaf| leaf.yields).unwrap_or(node.leaves.len());
        node.leaves.insert(at, Leaf { entry, methods, public, yields: false, params: names(segments) });
        Ok(())
    }

    /// Adds an entry for all methods that no other one of this path has, whichever is added first. If there is another one
    /// for all, it is returned instead.
    pub(crate) fn insert_behind(&mut self, segments: &[Segment], public: bool, entry: usize) -> Result<(), usize> {
        let node = self.node(segments);
        if let Some(taken) = node.leaves.iter().find(|leaf| leaf.methods.is_empty()) {
            return Err(taken.entry);
        }
        node.leaves.push(Leaf { entry, methods: &[], public, yields: true, params: names(segments) });
        Ok(())
    }

    fn node(&mut self, segments: &[Segment]) -> &mut Node {
        let mut at = 0;
        for segment in segments {
            at = self.next(at, *segment);
        }
        if let Some(text) = whole_text(segments)
            && !may_be_resolved(&text)
        {
            self.whole.insert(text, at);
        }
        &mut self.nodes[at]
    }

    /// The node behind this one for a segment, which is made if it is not there.
    fn next(&mut self, at: At, segment: Segment) -> At {
        let new = self.nodes.len();
        let node = &mut self.nodes[at];
        let next = match segment {
            Segment::Static(text) => *node.fixed.entry(text).or_insert(new),
            Segment::Param(_, convertor) => {
                in_order(&mut node.params, convertor, new, |(known, _)| known.cmp(&convertor))
            }
            Segment::Mixed(pieces) => {
                in_order(&mut node.mixed, pieces, new, |(known, _)| mixed::by_specificity(known, pieces))
            }
        };
        if next == new {
            self.nodes.push(Node::default());
        }
        next
    }

    /// The entry for a method and a decoded path: text before text with parameters before parameters, the more
    /// specific convertor first, and the next best if that one does not have the method.
    ///
    /// Every node of the tree is looked at once at most, whatever the path is.
    #[inline]
    pub(crate) fn find(&self, method: &str, path: &str) -> Found<'_> {
        let Some(rest) = path.strip_prefix('/') else { return Found::Missing(Missing::Nothing) };
        // All text is what a walk would try first.
        if let Some(leaf) = self.whole.get(rest).and_then(|at| self.nodes[*at].leaf(method)) {
            return Found::Entry(leaf.entry, &leaf.params, SmallVec::new());
        }
        self.find_by_segments(method, path, rest)
    }

    fn find_by_segments(&self, method: &str, path: &str, rest: &str) -> Found<'_> {
        // Somebody else in front may have resolved them, and checked another path than this one. So
        // they match nothing, least of all `{rest:path}`.
        if !is_plain(rest) && may_be_resolved(rest) {
            return Found::Missing(Missing::Ambiguous);
        }
        let (nodes, values, allow) = (self.nodes.as_slice(), SmallVec::new(), Vec::new());
        let mut search = Search { nodes, method, values, allow, public: false, seen: false };
        if let Some(leaf) = search.walk(0, Some(rest)) {
            return match search.values.iter().map(|value| span(path, value)).collect() {
                Some(spans) => Found::Entry(leaf.entry, &leaf.params, spans),
                None => Found::Missing(Missing::Nothing),
            };
        }
        Found::Missing(match search.seen {
            true => Missing::OtherMethods { allow: search.allow, public: search.public },
            false => Missing::Nothing,
        })
    }
}

/// The node for something among others that stand in order; `new`, if it was not there.
fn in_order<T>(known: &mut Vec<(T, At)>, one: T, new: At, compare: impl FnMut(&(T, At)) -> Ordering) -> At {
    match known.binary_search_by(compare) {
        Ok(at) => known[at].1,
        Err(at) => {
            known.insert(at, (one, new));
            new
        }
    }
}

/// Where a part of a path stands in it. A path that is longer than this can say is longer than any target may be.
fn span(path: &str, part: &str) -> Option<(u16, u16)> {
    let from = part.as_ptr().addr() - path.as_ptr().addr();
    Some((from.try_into().ok()?, (from + part.len()).try_into().ok()?))
}

/// All of a path without its first slash, if it has no parameters.
fn whole_text(segments: &[Segment]) -> Option<String> {
    let text = |segment: &Segment| if let Segment::Static(text) = *segment { Some(text) } else { None };
    Some(segments.iter().map(text).collect::<Option<Vec<_>>>()?.join("/"))
}

/// The names of the parameters of a path.
fn names(segments: &[Segment]) -> Arc<[&'static str]> {
    let mut names = Vec::new();
    for segment in segments {
        match *segment {
            Segment::Static(_) => {}
            Segment::Param(name, _) => names.push(name),
            Segment::Mixed(pieces) => names.extend(pieces.iter().filter_map(Piece::name)),
        }
    }
    names.into()
}

/// Whether a path has a segment `.` or `..`, or a backslash, which some take for a slash.
fn may_be_resolved(path: &str) -> bool {
    path.contains('\\') || path.split('/').any(|segment| matches!(segment, "." | ".."))
}

impl Node {
    fn leaf(&self, method: &str) -> Option<&Leaf> {
        // An explicit HEAD route comes before the GET route that would answer it.
        let named = self.leaves.iter().find(|leaf| leaf.methods.contains(&method));
        named.or_else(|| self.leaves.iter().find(|leaf| answers(leaf.methods, method)))
    }
}

struct Search<'t, 'p> {
    nodes: &'t [Node],
    method: &'p str,
    values: Values<'p>,
    allow: Vec<&'static str>,
    public: bool,
    seen: bool,
}

impl<'t, 'p> Search<'t, 'p> {
    /// `rest` is what follows the last slash that was passed; `None` at the end of the path.
    fn walk(&mut self, at: At, rest: Option<&'p str>) -> Option<&'t Leaf> {
        let node = &self.nodes[at];
        let Some(rest) = rest else { return self.leaf(node) };
        let (segment, after) = match rest.bytes().position(|byte| byte == b'/') {
            Some(slash) => (&rest[..slash], Some(&rest[slash + 1..])),
            None => (rest, None),
        };
        if let Some(leaf) = node.fixed.get(segment).and_then(|next| self.walk(*next, after)) {
            return Some(leaf);
        }
        for (pieces, next) in &node.mixed {
            let before = self.values.len();
            if mixed::matches(pieces, segment, &mut self.values)
                && let Some(leaf) = self.walk(*next, after)
            {
                return Some(leaf);
            }
            self.values.truncate(before);
        }
        for (convertor, next) in &node.params {
            let (value, after) = if *convertor == Convertor::Path { (rest, None) } else { (segment, after) };
            if convertor.accepts(value) {
                self.values.push(value);
                if let Some(leaf) = self.walk(*next, after) {
                    return Some(leaf);
                }
                self.values.pop();
            }
        }
        None
    }

    fn leaf(&mut self, node: &'t Node) -> Option<&'t Leaf> {
        let found = node.leaf(self.method);
        if found.is_none() {
            self.note_other_methods(node);
        }
        found
    }

    fn note_other_methods(&mut self, node: &'t Node) {
        for leaf in &node.leaves {
            self.seen = true;
            // Beside a public route only its own methods are shown: everybody can ask.
            if leaf.public && !self.public {
                self.public = true;
                self.allow.clear();
            }
            if self.public && !leaf.public {
                continue;
            }
            let more = leaf.methods.iter().filter(|method| !self.allow.contains(method)).copied();
            self.allow.extend(more.collect::<Vec<_>>());
        }
    }
}

/// Whether a route of these methods answers this one; HEAD is answered by GET.
fn answers(methods: &[&str], method: &str) -> bool {
    methods.is_empty() || methods.contains(&method) || (method == "HEAD" && methods.contains(&"GET"))
}

fn overlap(a: &[&str], b: &[&str]) -> bool {
    a.is_empty() || b.is_empty() || a.iter().any(|method| b.contains(method))
}

#[cfg(test)]
#[path = "table_tests.rs"]
mod tests;
