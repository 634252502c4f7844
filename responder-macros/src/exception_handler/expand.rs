//! The handler as an implementation of the core's trait.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Path, Type};

use crate::arguments::{Arguments, Call};
use crate::function::{Function, local};
use crate::register;

pub(super) fn expand(api: &Path, exception: &Type, arguments: &Arguments, function: &Function) -> TokenStream {
    let missing = quote!(return);
    let Call { statements: found, call, .. } = arguments.call(function, &missing);
    let write = register::write(function);
    let wait = function.wait();
    let answer = quote! {
        let mut __reply = __ex.blank();
        #found
        let __value = #call #wait;
        #write
        __ex.absorb(__reply);
    };
    let handle = if function.is_async() {
        quote!(__rt::Handling::Later(::std::boxed::Box::pin(async move { #answer })))
    } else {
        quote! {
            (move || { #answer })();
            __rt::Handling::Done
        }
    };
    let checks = arguments.checks();
    let reach = arguments.reach(&quote!(__rt::Reader::Late));
    let (ex, error) = (local("__ex"), local("__error"));
    let handles = quote_spanned! {exception.span()=>
        impl __rt::Handles<#exception> for __A {
            fn handle(#error: #exception, #ex: &mut __rt::Exchange<__R>) -> __rt::Handling<'_> {
                #handle
            }
        }
    };
    register::on(api, quote!(#checks #reach #handles))
}
