//! The routes as a tree of path segments.

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
    fixed: FxHashMap<&'static str, Node>,
    /// Text and parameters side by side; the most specific first.
    mixed: Vec<(&'static [Piece], Node)>,
    /// The most specific convertor first.
    params: Vec<(Convertor, Node)>,
    leaves: Vec<Leaf>,
}

/// Entries (numbered by the caller) by path and method.
#[derive(Debug, Default)]
pub(crate) struct Table {
    root: Node,
}

/// What the table has for a method and path.
#[derive(Debug, PartialEq)]
pub(crate) enum Found {
    /// This entry, with the names of its parameters and where their values stand in the path.
    Entry(usize, Arc<[&'static str]>, Spans),
    /// The path is known for these methods only; `public` if they are those of public routes.
    OtherMethods { allow: Vec<&'static str>, public: bool },
    /// Nothing has this path.
    Nothing,
    /// Somebody else may take this path for another one: nothing has it, whatever there is for the rest.
    Ambiguous,
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
        let mut node = &mut self.root;
        for segment in segments {
            node = match *segment {
                Segment::Static(text) => node.fixed.entry(text).or_default(),
                Segment::Param(_, convertor) => node.param(convertor),
                Segment::Mixed(pieces) => node.mixed(pieces),
            };
        }
        node
    }

    /// The entry for a method and a decoded path: text before text with parameters before parameters, the more
    /// specific convertor first, and the next best if that one does not have the method.
    ///
    /// Every node of the tree is looked at once at most, whatever the path is.
    pub(crate) fn find(&self, method: &str, path: &str) -> Found {
        let Some(rest) = path.strip_prefix('/') else { return Found::Nothing };
        // Somebody else in front may have resolved them, and checked another path than this one. So
        // they match nothing, least of all `{rest:path}`.
        if !is_plain(rest) && may_be_resolved(rest) {
            return Found::Ambiguous;
        }
        let mut search = Search { method, values: SmallVec::new(), allow: Vec::new(), public: false, seen: false };
        if let Some(leaf) = search.walk(&self.root, Some(rest)) {
            // Each is a part of the path, so its place is how far it is from the beginning.
            let from = |value: &str| value.as_ptr().addr() - path.as_ptr().addr();
            let spans = search.values.iter().map(|value| (from(value), from(value) + value.len())).collect();
            return Found::Entry(leaf.entry, Arc::clone(&leaf.params), spans);
        }
        match search.seen {
            true => Found::OtherMethods { allow: search.allow, public: search.public },
            false => Found::Nothing,
        }
    }
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
    fn param(&mut self, convertor: Convertor) -> &mut Node {
        let at = match self.params.binary_search_by_key(&convertor, |(known, _)| *known) {
            Ok(at) => at,
            Err(at) => {
                self.params.insert(at, (convertor, Node::default()));
                at
            }
        };
        &mut self.params[at].1
    }

    fn mixed(&mut self, pieces: &'static [Piece]) -> &mut Node {
        let at = match self.mixed.binary_search_by(|(known, _)| mixed::by_specificity(known, pieces)) {
            Ok(at) => at,
            Err(at) => {
                self.mixed.insert(at, (pieces, Node::default()));
                at
            }
        };
        &mut self.mixed[at].1
    }
}

struct Search<'t, 'p> {
    method: &'t str,
    values: Values<'p>,
    allow: Vec<&'static str>,
    public: bool,
    seen: bool,
}

impl<'p> Search<'_, 'p> {
    /// `rest` is what follows the last slash that was passed; `None` at the end of the path.
    fn walk<'t>(&mut self, node: &'t Node, rest: Option<&'p str>) -> Option<&'t Leaf> {
        let Some(rest) = rest else { return self.leaf(node) };
        let (segment, after) = match rest.bytes().position(|byte| byte == b'/') {
            Some(slash) => (&rest[..slash], Some(&rest[slash + 1..])),
            None => (rest, None),
        };
        if let Some(leaf) = node.fixed.get(segment).and_then(|next| self.walk(next, after)) {
            return Some(leaf);
        }
        for (pieces, next) in &node.mixed {
            let before = self.values.len();
            if mixed::matches(pieces, segment, &mut self.values)
                && let Some(leaf) = self.walk(next, after)
            {
                return Some(leaf);
            }
            self.values.truncate(before);
        }
        for (convertor, next) in &node.params {
            let (value, after) = if *convertor == Convertor::Path { (rest, None) } else { (segment, after) };
            if convertor.accepts(value) {
                self.values.push(value);
                if let Some(leaf) = self.walk(next, after) {
                    return Some(leaf);
                }
                self.values.pop();
            }
        }
        None
    }

    fn leaf<'t>(&mut self, node: &'t Node) -> Option<&'t Leaf> {
        // An explicit HEAD route comes before the GET route that would answer it.
        let named = node.leaves.iter().find(|leaf| leaf.methods.contains(&self.method));
        let found = named.or_else(|| node.leaves.iter().find(|leaf| answers(leaf.methods, self.method)));
        if found.is_none() {
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
                self.allow.extend(
                    leaf.methods.iter().filter(|method| !self.allow.contains(method)).copied().collect::<Vec<_>>(),
                );
            }
        }
        found
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
