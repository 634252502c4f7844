//! `#[before_request]` and `#[after_request]`.

mod check;
mod expand;
mod syntax;

use proc_macro2::TokenStream;
use quote::quote;

use crate::errors::Errors;
use crate::function::Function;

/// When the hook runs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    Before,
    After,
}

impl Phase {
    fn attribute(self) -> &'static str {
        match self {
            Phase::Before => "before_request",
            Phase::After => "after_request",
        }
    }
}

pub(crate) fn attribute(phase: Phase, keys: TokenStream, item: TokenStream) -> TokenStream {
    let function = match Function::under(phase.attribute(), item) {
        Ok(function) => function,
        Err(answer) => return answer,
    };
    let mut errors = Errors::default();
    let written = syntax::read(phase, keys, &mut errors);
    let hook = check::check(phase, written, &function, &mut errors);
    let registered = if errors.is_empty() { expand::expand(&hook, &function) } else { errors.into_tokens() };
    quote!(#function #registered)
}
