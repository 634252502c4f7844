//! `url!`, and the type beside a route that it makes a value of.

mod check;
mod expand;
mod syntax;

use proc_macro2::TokenStream;

pub(crate) use expand::{name_of, record};

pub(crate) fn expand(tokens: TokenStream) -> TokenStream {
    match syn::parse2::<syntax::Written>(tokens).and_then(check::check) {
        Ok(checked) => expand::expand(&checked),
        Err(error) => error.into_compile_error(),
    }
}
