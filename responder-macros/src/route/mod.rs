//! `#[route]` and the verbs.

mod check;
mod expand;
mod syntax;

use proc_macro2::TokenStream;
use quote::quote;

use crate::errors::Errors;
use crate::function::Function;
use crate::recover;

/// Which attribute it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verb {
    /// `#[route]`, which names its methods.
    Any,
    /// The attribute of one method.
    One(&'static str),
}

impl Verb {
    fn attribute(self) -> String {
        match self {
            Verb::Any => "route".into(),
            Verb::One(method) => method.to_lowercase(),
        }
    }
}

pub(crate) fn attribute(verb: Verb, keys: TokenStream, item: TokenStream) -> TokenStream {
    let mut function = match Function::under(&verb.attribute(), item) {
        Ok(function) => function,
        Err(answer) => return answer,
    };
    if let Some(item) = recover::after_conditions(&verb.attribute(), &keys, &mut function) {
        return item;
    }
    let mut errors = Errors::default();
    let written = syntax::read(verb, keys, &mut function, &mut errors);
    let route = check::check(written, &function, &mut errors);
    let registered = match route {
        Some(route) if errors.is_empty() => {
            let registered = expand::expand(&route, &function);
            function.attrs.push(recover::route_mark());
            registered
        }
        _ => errors.into_tokens(),
    };
    quote!(#function #registered)
}
