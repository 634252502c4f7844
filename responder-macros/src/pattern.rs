//! Paths of routes: `/users/{id:int}/posts`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::LitStr;

use crate::errors::{Errors, did_you_mean};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Convertor {
    Str,
    Int,
    Float,
    Uuid,
    Path,
}

const CONVERTORS: [(&str, Convertor); 5] = [
    ("str", Convertor::Str),
    ("int", Convertor::Int),
    ("float", Convertor::Float),
    ("uuid", Convertor::Uuid),
    ("path", Convertor::Path),
];

impl Convertor {
    /// The name of the variant in the core; the trait of its arguments is called so, too.
    pub(crate) fn ident(self) -> Ident {
        Ident::new(&format!("{self:?}"), Span::call_site())
    }
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Segment {
    Static(String),
    Param(String, Convertor),
}

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

    /// A prefix: no parameters, no slash at its end.
    pub(crate) fn parse_prefix(literal: LitStr, errors: &mut Errors) -> Option<Pattern> {
        let pattern = Pattern::parse(literal, errors)?;
        let is_plain = |segment: &Segment| matches!(segment, Segment::Static(text) if !text.is_empty());
        if !pattern.segments.iter().all(is_plain) {
            errors.push(&pattern.literal, "a prefix is plain text without a slash at its end, such as \"/users\"");
            return None;
        }
        Some(pattern)
    }

    /// The parameters, in their order.
    pub(crate) fn params(&self) -> impl Iterator<Item = (usize, &str, Convertor)> {
        let params = self.segments.iter().filter_map(|segment| match segment {
            Segment::Param(name, convertor) => Some((name.as_str(), *convertor)),
            Segment::Static(_) => None,
        });
        params.enumerate().map(|(index, (name, convertor))| (index, name, convertor))
    }

    /// An identifier that two paths share if and only if they match the same requests:
    /// `__users___INT` for `/users/{id:int}`.
    pub(crate) fn identifier(&self) -> String {
        self.segments.iter().fold(String::new(), |mut name, segment| {
            name.push_str("__");
            match segment {
                Segment::Param(_, convertor) => name.push_str(&format!("_{}", format!("{convertor:?}").to_uppercase())),
                Segment::Static(text) => {
                    for byte in text.bytes() {
                        match byte {
                            b'_' => name.push_str("_0"),
                            byte if byte.is_ascii_alphanumeric() => name.push(char::from(byte)),
                            byte => name.push_str(&format!("_x{byte:02x}")),
                        }
                    }
                }
            }
            name
        })
    }

    /// The segments as the core's constants.
    pub(crate) fn segments(&self) -> TokenStream {
        let segments = self.segments.iter().map(|segment| match segment {
            Segment::Static(text) => quote!(__rt::Segment::Static(#text)),
            Segment::Param(name, convertor) => {
                let convertor = convertor.ident();
                quote!(__rt::Segment::Param(#name, __rt::Convertor::#convertor))
            }
        });
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
        let segment = parse_segment(text)?;
        if let Segment::Param(name, convertor) = &segment {
            if *convertor == Convertor::Path && !is_last {
                return Err(format!("`{{{name}:path}}` takes the rest of the path, so nothing can follow it"));
            }
            if segments.iter().any(|known| matches!(known, Segment::Param(known, _) if known == name)) {
                return Err(format!("the path has two parameters called `{name}`"));
            }
        }
        segments.push(segment);
    }
    Ok(segments)
}

fn parse_segment(text: &str) -> Result<Segment, String> {
    let Some(open) = text.find('{') else {
        return match text.contains('}') {
            true => Err(format!("`{text}` closes a brace that was not opened")),
            false if text.chars().any(|c| c.is_control() || c.is_whitespace()) => {
                Err(format!("`{text}` has white space in it"))
            }
            false if text.starts_with([':', '<', '*']) => {
                let name = text.trim_matches([':', '<', '>', '*']);
                Err(format!("`{text}`: a parameter is written `{{{name}}}`, and the rest of a path `{{{name}:path}}`"))
            }
            false if text.contains('%') => {
                Err(format!("`{text}` is escaped: write the path as it reads, it is matched decoded"))
            }
            false if matches!(text, "." | "..") => Err(format!("`{text}` is no name, and no request path has it")),
            false => Ok(Segment::Static(text.to_owned())),
        };
    };
    let Some(inner) = text[open + 1..].strip_suffix('}').filter(|inner| !inner.contains('{')) else {
        return Err(match text.contains('}') {
            true => format!("`{text}`: a parameter has to be the whole text between two slashes"),
            false => format!("`{text}` opens a brace and does not close it"),
        });
    };
    if open > 0 {
        return Err(format!("`{text}`: a parameter has to be the whole text between two slashes"));
    }
    let (name, convertor) = inner.split_once(':').unwrap_or((inner, "str"));
    if let Some(rest) = name.strip_prefix('*') {
        return Err(format!("`{{{inner}}}`: the rest of a path is written `{{{rest}:path}}`"));
    }
    let is_name = |name: &str| syn::parse_str::<Ident>(name).is_ok();
    if !is_name(name) && !is_name(&format!("r#{name}")) {
        return Err(format!("`{{{inner}}}`: `{name}` cannot be the name of an argument"));
    }
    match CONVERTORS.iter().find(|(known, _)| *known == convertor) {
        Some((_, convertor)) => Ok(Segment::Param(name.to_owned(), *convertor)),
        None => {
            let known = CONVERTORS.map(|(name, _)| name);
            let suggestion = did_you_mean(convertor, &known);
            let list = if suggestion.is_empty() { format!("; there are `{}`", known.join("`, `")) } else { suggestion };
            Err(format!("there is no convertor `{convertor}`{list}"))
        }
    }
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
            ("/{a}-{b}", "whole text"),
            ("/x{a}", "whole text"),
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
