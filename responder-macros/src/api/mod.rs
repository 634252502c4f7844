//! `#[api]`.

mod check;
mod expand;
mod syntax;

use proc_macro2::TokenStream;
use quote::quote;

use crate::errors::Errors;

pub(crate) fn attribute(keys: TokenStream, item: TokenStream) -> TokenStream {
    let mut item = match syntax::item(item) {
        Ok(item) => item,
        Err(answer) => return answer,
    };
    let mut errors = Errors::default();
    let written = syntax::read(keys, &mut item, &mut errors);
    let api = check::check(written, &item, &mut errors);
    let declared = if errors.is_empty() { expand::expand(&api, &item) } else { errors.into_tokens() };
    quote!(#item #declared)
}
