//! What stands between two slashes of a route's path: text, a parameter, or several of both.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::errors::did_you_mean;

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

/// A part of a segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    Text(String),
    Param(String, Convertor),
}

impl Piece {
    /// Its part of the identifier of a path. None is the beginning of another one, so that pieces can stand side by
    /// side.
    fn identifier(&self) -> String {
        match self {
            Piece::Param(_, convertor) => format!("_{}", format!("{convertor:?}").to_uppercase()),
            Piece::Text(text) => text.bytes().fold(String::new(), |mut name, byte| {
                match byte {
                    b'_' => name.push_str("_0"),
                    byte if byte.is_ascii_alphanumeric() => name.push(char::from(byte)),
                    byte => name.push_str(&format!("_x{byte:02x}")),
                }
                name
            }),
        }
    }

    /// The piece as a constant of the core, where `kind` is that of the whole: `Segment` or `Piece`.
    fn expand(&self, kind: &TokenStream, text_is: &TokenStream) -> TokenStream {
        match self {
            Piece::Text(text) => quote!(__rt::#kind::#text_is(#text)),
            Piece::Param(name, convertor) => {
                let convertor = convertor.ident();
                quote!(__rt::#kind::Param(#name, __rt::Convertor::#convertor))
            }
        }
    }
}

/// The pieces between two slashes; an empty segment is one empty text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Segment(Vec<Piece>);

impl Segment {
    /// This text, as it is.
    pub(crate) fn text(text: &str) -> Segment {
        Segment(vec![Piece::Text(text.to_owned())])
    }

    pub(crate) fn parse(text: &str) -> Result<Segment, String> {
        let pieces = pieces(text)?;
        match pieces.as_slice() {
            [] => return Ok(Segment::text("")),
            [Piece::Text(text)] => alone(text)?,
            [_] => {}
            several => side_by_side(several)?,
        }
        Ok(Segment(pieces))
    }

    /// Whether it is text that is not empty.
    pub(crate) fn is_plain(&self) -> bool {
        matches!(self.0.as_slice(), [Piece::Text(text)] if !text.is_empty())
    }

    /// Its parameters, in their order.
    pub(crate) fn params(&self) -> impl Iterator<Item = (&str, Convertor)> {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Param(name, convertor) => Some((name.as_str(), *convertor)),
            Piece::Text(_) => None,
        })
    }

    pub(crate) fn identifier(&self) -> String {
        self.0.iter().map(Piece::identifier).collect()
    }

    /// The segment as a constant of the core.
    pub(crate) fn expand(&self) -> TokenStream {
        match self.0.as_slice() {
            [piece] => piece.expand(&quote!(Segment), &quote!(Static)),
            pieces => {
                let pieces = pieces.iter().map(|piece| piece.expand(&quote!(Piece), &quote!(Text)));
                quote!(__rt::Segment::Mixed(&[#(#pieces),*]))
            }
        }
    }
}

/// Cuts a segment at its braces.
fn pieces(text: &str) -> Result<Vec<Piece>, String> {
    let (mut pieces, mut rest) = (Vec::new(), text);
    while !rest.is_empty() {
        let (before, from_brace) = rest.split_at(rest.find(['{', '}']).unwrap_or(rest.len()));
        if !before.is_empty() {
            pieces.push(Piece::Text(plain(before)?));
        }
        if from_brace.is_empty() {
            break;
        }
        let Some(inner) = from_brace.strip_prefix('{') else {
            return Err(format!("`{text}` closes a brace that was not opened"));
        };
        let end = inner.find(['{', '}']).filter(|end| inner[*end..].starts_with('}'));
        let Some((inner, after)) = end.map(|end| (&inner[..end], &inner[end + 1..])) else {
            return Err(format!("`{text}` opens a brace and does not close it"));
        };
        pieces.push(param(inner)?);
        rest = after;
    }
    Ok(pieces)
}

/// Text that a decoded path can have.
fn plain(text: &str) -> Result<String, String> {
    match text {
        text if text.chars().any(|c| c.is_control() || c.is_whitespace()) => {
            Err(format!("`{text}` has white space in it"))
        }
        text if text.contains('%') => {
            Err(format!("`{text}` is escaped: write the path as it reads, it is matched decoded"))
        }
        text => Ok(text.to_owned()),
    }
}

/// What text cannot be where it is the whole segment.
fn alone(text: &str) -> Result<(), String> {
    if text.starts_with([':', '<', '*']) {
        let name = text.trim_matches([':', '<', '>', '*']);
        return Err(format!("`{text}`: a parameter is written `{{{name}}}`, and the rest of a path `{{{name}:path}}`"));
    }
    match text {
        "." | ".." => Err(format!("`{text}` is no name, and no request path has it")),
        _ => Ok(()),
    }
}

/// What cannot be beside something else.
fn side_by_side(pieces: &[Piece]) -> Result<(), String> {
    for piece in pieces {
        if let Piece::Param(name, Convertor::Path) = piece {
            return Err(format!("`{{{name}:path}}` takes whole segments: it stands alone, at the end of the path"));
        }
    }
    for pair in pieces.windows(2) {
        match pair {
            [Piece::Param(first, _), Piece::Param(second, _)] => {
                return Err(format!(
                    "nothing says where `{first}` ends and `{second}` begins: put text between them, `-` say"
                ));
            }
            [Piece::Param(name, Convertor::Int | Convertor::Float), Piece::Text(text)]
                if text.starts_with(|c: char| c.is_ascii_digit()) =>
            {
                return Err(format!("`{name}` is a number and takes all digits, so `{text}` cannot follow it"));
            }
            // Else each of many digits might be the one that the text ends with.
            [Piece::Text(text), Piece::Param(name, Convertor::Int | Convertor::Float)]
                if text.ends_with(|c: char| c.is_ascii_digit()) =>
            {
                return Err(format!(
                    "nothing says where `{text}` ends and the number `{name}` begins: put text without digits between them"
                ));
            }
            _ => {}
        }
    }
    Ok(())
}

/// `name` or `name:convertor`, without the braces.
fn param(inner: &str) -> Result<Piece, String> {
    let (name, convertor) = inner.split_once(':').unwrap_or((inner, "str"));
    if let Some(rest) = name.strip_prefix('*') {
        return Err(format!("`{{{inner}}}`: the rest of a path is written `{{{rest}:path}}`"));
    }
    let is_name = |name: &str| syn::parse_str::<Ident>(name).is_ok();
    if !is_name(name) && !is_name(&format!("r#{name}")) {
        return Err(format!("`{{{inner}}}`: `{name}` cannot be the name of an argument"));
    }
    match CONVERTORS.iter().find(|(known, _)| *known == convertor) {
        Some((_, convertor)) => Ok(Piece::Param(name.to_owned(), *convertor)),
        None => {
            let known = CONVERTORS.map(|(name, _)| name);
            let suggestion = did_you_mean(convertor, &known);
            let list = if suggestion.is_empty() { format!("; there are `{}`", known.join("`, `")) } else { suggestion };
            Err(format!("there is no convertor `{convertor}`{list}"))
        }
    }
}
