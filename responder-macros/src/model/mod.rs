//! `#[derive(Model)]`.

mod check;
mod expand;
mod syntax;

use proc_macro2::TokenStream;

use crate::errors::Errors;

pub(crate) fn derive(item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let Some(item) = errors.note(syn::parse2(item)) else { return errors.into_tokens() };
    let model = syntax::read(&item, &mut errors).map(|written| check::check(written, &item, &mut errors));
    match model {
        Some(model) if errors.is_empty() => expand::expand(&item.ident, &model),
        _ => errors.into_tokens(),
    }
}
