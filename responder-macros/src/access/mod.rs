//! `#[public]`, `#[require_role]`, `#[rate_limit]`, `#[before]`, `#[after]` when they are expanded before a route, or
//! without one. A route reads them as its siblings.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::ItemImpl;

use crate::function::Function;
use crate::recover;

pub(crate) fn attribute(name: &str, keys: TokenStream, item: TokenStream) -> TokenStream {
    // One error is enough: the other access attributes have no route either.
    let is_other = |attr: &syn::Attribute| recover::access_name(attr).is_none();
    if let Ok(mut view) = syn::parse2::<ItemImpl>(item.clone()) {
        if recover::behind_the_route(name, &keys, &mut view.attrs) {
            return quote!(#view);
        }
        view.attrs.retain(is_other);
        let error = error(format!(
            "`#[{name}]` has no route: put `#[route(\"/..\")]` on the same `impl` block, and use both under their own names"
        ));
        return quote!(#view #error);
    }
    let mut function = match Function::under(name, item) {
        Ok(function) => function,
        Err(answer) => return answer,
    };
    if recover::behind_the_route(name, &keys, &mut function.attrs) {
        return function.as_written();
    }
    function.attrs.retain(is_other);
    let error = error(format!(
        "`#[{name}]` has no route: put `#[get(\"/..\")]` or another route attribute on the same function, and use both under their own names"
    ));
    quote!(#function #error)
}

fn error(message: String) -> TokenStream {
    syn::Error::new(Span::call_site(), message).into_compile_error()
}
