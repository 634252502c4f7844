//! Paths of routes: `/users/{id:int}/posts`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::LitStr;

use crate::errors::Errors;
pub(crate) use crate::segment::Convertor;
use crate::segment::Segment;

#[derive(Clone)]
pub(crate) struct Pattern {
    pub(crate) literal: LitStr,
    pub(crate) segments: Vec<Segment>,
}

impl Pattern {
    /// Reads a path; `None` if there are errors, which all stand on the literal.
    pub(crate) fn parse(literal: LitStr, errors: &mut Errors) -> Option<Pattern> {
        match parse(&literal.value()) {
            Ok(segments) => Some(Pattern { literal, segments }),
            Err(message) => {
                errors.push(&literal, message);
                None
            }
        }
    }

    /// What stands for all paths that no route has, told as a path that none can have.
    pub(crate) fn of_the_default_route(span: Span) -> Pattern {
        Pattern { literal: LitStr::new("/*", span), segments: vec![Segment::text("*")] }
    }

    /// A prefix: no parameters, no slash at its end.
    pub(crate) fn parse_prefix(literal: LitStr, errors: &mut Errors) -> Option<Pattern> {
        let pattern = Pattern::parse(literal, errors)?;
        if !pattern.segments.iter().all(Segment::is_plain) {
            errors.push(&pattern.literal, "a prefix is plain text without a slash at its end, such as \"/users\"");
            return None;
        }
        Some(pattern)
    }

    /// The parameters, in their order.
    pub(crate) fn params(&self) -> impl Iterator<Item = (usize, &str, Convertor)> {
        let params = self.segments.iter().flat_map(Segment::params);
        params.enumerate().map(|(index, (name, convertor))| (index, name, convertor))
    }

    /// An identifier that two paths share if and only if they match the same requests:
    /// `__users___INT` for `/users/{id:int}`.
    pub(crate) fn identifier(&self) -> String {
        self.segments.iter().map(|segment| format!("__{}", segment.identifier())).collect()
    }

    /// The segments as the core's constants.
    pub(crate) fn segments(&self) -> TokenStream {
        let segments = self.segments.iter().map(Segment::expand);
        quote!(&[#(#segments),*])
    }

    /// An identifier on the path's literal, where the compiler will point.
    pub(crate) fn constant(&self, method: &str) -> TokenStream {
        let name = Ident::new(&format!("{method}{}", self.identifier()), self.literal.span());
        quote_spanned!(self.literal.span()=> #name)
    }
}

impl ToTokens for Pattern {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.literal.to_tokens(tokens);
    }
}

fn parse(path: &str) -> Result<Vec<Segment>, String> {
    let Some(rest) = path.strip_prefix('/') else {
        return Err(format!("a path starts with a slash: \"/{path}\""));
    };
    if path.contains(['?', '#']) {
        return Err("a path has no query and no fragment: read `req.query()` instead".into());
    }
    let mut segments: Vec<Segment> = Vec::new();
    let count = rest.split('/').count();
    for (index, text) in rest.split('/').enumerate() {
        let is_last = index + 1 == count;
        if text.is_empty() && !is_last {
            return Err("the path has an empty segment: two slashes in a row".into());
        }
        let segment = Segment::parse(text)?;
        for (name, convertor) in segment.params() {
            if convertor == Convertor::Path && !is_last {
                return Err(format!("`{{{name}:path}}` takes the rest of the path, so nothing can follow it"));
            }
            let all = segments.iter().flat_map(Segment::params).chain(segment.params());
            if all.filter(|(known, _)| *known == name).count() > 1 {
                return Err(format!("the path has two parameters called `{name}`"));
            }
        }
        segments.push(segment);
    }
    Ok(segments)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identifier(path: &str) -> String {
        Pattern { literal: LitStr::new(path, Span::call_site()), segments: parse(path).unwrap() }.identifier()
    }

    #[test]
    fn two_paths_share_an_identifier_only_if_they_match_the_same() {
        assert_eq!(identifier("/users/{id:int}"), "__users___INT");
        assert_eq!(identifier("/users/{id}"), identifier("/users/{name:str}"));
        assert_eq!(identifier("/v{a:int}.{b}"), identifier("/v{major:int}.{minor:str}"));
        let paths = [
            "/",
            "/a",
            "/a/",
            "/a/b",
            "/a_b",
            "/a__b",
            "/a-b",
            "/a_x2d",
            "/_a",
            "/{a}",
            "/{a:uuid}",
            "/_uuid",
            "/_UUID",
            "/_STR",
            "/0",
            "/a{b}",
            "/a{b}c",
            "/{b}c",
            "/a/{b}c",
            "/a/{b}/c",
            "/{a}/_STR",
            "/{a}_{b}",
            "/{a}__{b}",
            "/{a}STR",
            "/{a}-{b:int}",
            "/{a:int}-{b}",
        ];
        let mut names: Vec<_> = paths.iter().map(|path| identifier(path)).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), paths.len());
        assert!(names.iter().all(|name| syn::parse_str::<Ident>(&format!("GET{name}")).is_ok()));
    }

    #[test]
    fn a_malformed_path_says_what_is_wrong() {
        for (path, message) in [
            ("users", "starts with a slash"),
            ("/a//b", "empty segment"),
            ("/{id", "does not close it"),
            ("/id}", "not opened"),
            ("/{id:it}", "did you mean `int`?"),
            ("/{id:colour}", "there are `str`"),
            ("/{p:path}/x", "nothing can follow"),
            ("/{a}/{a}", "two parameters called `a`"),
            ("/{a}-{a}", "two parameters called `a`"),
            ("/{a}{b}", "where `a` ends and `b` begins"),
            ("/{p:path}.json", "stands alone"),
            ("/v{p:path}", "stands alone"),
            ("/{n:int}0.{m}", "takes all digits"),
            ("/{n:float}0", "takes all digits"),
            ("/{a}-{b", "does not close it"),
            ("/{a{b}}", "does not close it"),
            ("/{a}}", "not opened"),
            ("/a%20{b}", "matched decoded"),
            ("/{}", "cannot be the name"),
            ("/{1a}", "cannot be the name"),
            ("/{self}", "cannot be the name"),
            ("/:id", "is written `{id}`"),
            ("/<id>", "is written `{id}`"),
            ("/*rest", "`{rest:path}`"),
            ("/{*rest}", "`{rest:path}`"),
            ("/caf%C3%A9", "matched decoded"),
            ("/a/../b", "no request path"),
            ("/a?b", "no query"),
        ] {
            let error = parse(path).unwrap_err();
            assert!(error.contains(message), "{path}: {error}");
        }
    }
}
