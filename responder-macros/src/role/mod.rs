//! `#[derive(Role)]` and `#[derive(Scope)]`: names that are the variants of an enum.

mod check;
mod expand;
mod syntax;

use proc_macro2::TokenStream;

use crate::errors::Errors;

/// What is named.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Role,
    Scope,
}

impl Kind {
    /// The word for it, which is the name of the marker too.
    fn word(self) -> &'static str {
        match self {
            Kind::Role => "role",
            Kind::Scope => "scope",
        }
    }
}

pub(crate) fn derive(kind: Kind, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let Some(item) = errors.note(syn::parse2(item)) else { return errors.into_tokens() };
    let written = syntax::read(kind, &item, &mut errors);
    let names = check::check(kind, written, &item, &mut errors);
    if errors.is_empty() { expand::expand(kind, &item.ident, &names) } else { errors.into_tokens() }
}
