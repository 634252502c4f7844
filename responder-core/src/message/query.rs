//! The query string as name and value pairs.

use std::borrow::Cow;

/// The decoded pairs of a query string (`application/x-www-form-urlencoded`), in their order.
///
/// ```
/// # use responder::prelude::*;
/// # #[api] struct Api;
/// #[get("/search")]
/// fn search(req: &Request, resp: &mut Response) {
///     let query = req.query();
///     resp.media(&json!({ "q": query.get("q"), "tags": query.all("tag").collect::<Vec<_>>() }));
/// }
/// ```
#[derive(Clone, Debug, Default)]
pub struct Query<'r> {
    pairs: Vec<(Cow<'r, str>, Cow<'r, str>)>,
}

impl<'r> Query<'r> {
    pub(crate) fn parse(query: &'r str) -> Self {
        Query { pairs: form_urlencoded::parse(query.as_bytes()).collect() }
    }

    /// The last value with this name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.pairs.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value.as_ref())
    }

    /// All values with this name.
    pub fn all<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s str> + 's {
        self.pairs.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_ref())
    }

    /// Every pair.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs.iter().map(|(name, value)| (name.as_ref(), value.as_ref()))
    }
}
