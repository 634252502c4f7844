//! What it means: a value of the type beside the handler.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident};
use syn::Path;
use syn::ext::IdentExt;

use super::syntax::Written;
use crate::errors::Errors;

pub(super) struct Checked {
    /// The type.
    pub(super) route: Path,
    /// Its fields.
    pub(super) fields: Vec<(Ident, TokenStream)>,
}

pub(super) fn check(written: Written) -> syn::Result<Checked> {
    let Written { handler: mut route, values } = written;
    if let Some(last) = route.segments.last_mut() {
        last.ident = super::name_of(&last.ident);
    }
    let (mut errors, mut fields) = (Errors::default(), Vec::<(Ident, TokenStream)>::new());
    for (name, value) in values {
        let field = field(&name.unraw().to_string(), name.span());
        if fields.iter().any(|(known, _)| *known == field) {
            errors.push(&name, format!("`{name}` is given twice"));
        }
        let value = value.map_or_else(|| name.to_token_stream(), ToTokens::into_token_stream);
        fields.push((field, value));
    }
    errors.into_result().map(|()| Checked { route, fields })
}

/// A parameter of a path as a field; what is a word of the language is written as a raw name.
pub(super) fn field(name: &str, span: proc_macro2::Span) -> Ident {
    match syn::parse_str::<Ident>(name) {
        Ok(_) => Ident::new(name, span),
        Err(_) => format_ident!("r#{name}", span = span),
    }
}
