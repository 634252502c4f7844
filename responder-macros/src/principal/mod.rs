//! `#[derive(Principal)]`.

mod check;
mod expand;
mod syntax;

use proc_macro2::TokenStream;

use crate::errors::Errors;

pub(crate) fn derive(item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let Some(item) = errors.note(syn::parse2(item)) else { return errors.into_tokens() };
    let written = syntax::read(&item, &mut errors);
    let principal = check::check(&written, &item, &mut errors);
    if errors.is_empty() { expand::expand(&item.ident, &principal) } else { errors.into_tokens() }
}
