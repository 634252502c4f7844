//! `#[policy]`.

mod check;
mod expand;
mod syntax;

use proc_macro2::TokenStream;
use quote::quote;

use crate::errors::Errors;
use crate::function::Function;

pub(crate) fn attribute(keys: TokenStream, item: TokenStream) -> TokenStream {
    let function = match Function::under("policy", item) {
        Ok(function) => function,
        Err(answer) => return answer,
    };
    let mut errors = Errors::default();
    let api = syntax::read(keys, &mut errors);
    let arguments = check::check(&function, &mut errors);
    // A method has no place for a type beside it.
    let name = (!function.has_receiver()).then(|| expand::name(&function));
    let registered = if errors.is_empty() { expand::expand(&api, &arguments, &function) } else { errors.into_tokens() };
    quote!(#function #name #registered)
}
