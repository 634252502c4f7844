//! `#[public]`, `#[require_role]`, `#[rate_limit]`, `#[before]`, `#[after]` when they are expanded before a route, or
//! without one. A route reads them as its siblings.

use proc_macro2::TokenStream;
use quote::quote;

use crate::function::Function;
use crate::recover;

pub(crate) fn attribute(name: &str, keys: TokenStream, item: TokenStream) -> TokenStream {
    let mut function = match Function::under(name, item) {
        Ok(function) => function,
        Err(answer) => return answer,
    };
    if let Some(item) = recover::behind_the_route(name, &keys, &mut function) {
        return item;
    }
    // One error is enough: the other access attributes have no route either.
    function.attrs.retain(|attr| recover::access_name(attr).is_none());
    let message = format!(
        "`#[{name}]` has no route: put `#[get(\"/..\")]` or another route attribute on the same function, and use both under their own names"
    );
    let error = syn::Error::new(proc_macro2::Span::call_site(), message).into_compile_error();
    quote!(#function #error)
}
