//! `#[on_startup]` and `#[on_shutdown]`.

mod check;
mod expand;
mod syntax;

use proc_macro2::TokenStream;
use quote::quote;

use crate::errors::Errors;
use crate::function::Function;

/// When the function runs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    Startup,
    Shutdown,
}

impl When {
    fn attribute(self) -> &'static str {
        match self {
            When::Startup => "on_startup",
            When::Shutdown => "on_shutdown",
        }
    }
}

pub(crate) fn attribute(when: When, keys: TokenStream, item: TokenStream) -> TokenStream {
    let function = match Function::under(when.attribute(), item) {
        Ok(function) => function,
        Err(answer) => return answer,
    };
    let mut errors = Errors::default();
    let api = syntax::read(when, keys, &mut errors);
    check::check(when, &function, &mut errors);
    let registered = if errors.is_empty() { expand::expand(when, &api, &function) } else { errors.into_tokens() };
    quote!(#function #registered)
}
