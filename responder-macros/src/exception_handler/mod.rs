//! `#[exception_handler]`.

mod check;
mod expand;
mod syntax;

use proc_macro2::TokenStream;
use quote::quote;

use crate::errors::Errors;
use crate::function::Function;

pub(crate) fn attribute(keys: TokenStream, item: TokenStream) -> TokenStream {
    let function = match Function::under("exception_handler", item) {
        Ok(function) => function,
        Err(answer) => return answer,
    };
    let mut errors = Errors::default();
    let written = syntax::read(keys, &mut errors);
    let handler = check::check(written, &function, &mut errors);
    let registered = match handler.arguments.exception() {
        Some(exception) if errors.is_empty() => expand::expand(&handler, exception, &function),
        _ => errors.into_tokens(),
    };
    quote!(#function #registered)
}
