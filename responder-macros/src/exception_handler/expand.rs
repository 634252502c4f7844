//! The handler as an implementation of the core's trait.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Path, Type};

use crate::arguments::Arguments;
use crate::function::{Function, local, type_text};
use crate::register;

pub(super) fn expand(api: &Path, exception: &Type, arguments: &Arguments, function: &Function) -> TokenStream {
    let missing = quote!(return);
    let (found, call) = arguments.call(&function.sig.ident, &missing);
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
    let always_there = arguments.shared().map(|ty| {
        let message = format!("`&{}` may not be there yet: the error can come from what provides it, or from before", type_text(ty));
        quote_spanned!(ty.span()=> const _: () = ::core::assert!(<__A as __rt::Provides<#ty>>::PROVIDER.is_none(), #message);)
    });
    let (ex, error) = (local("__ex"), local("__error"));
    let handles = quote_spanned! {exception.span()=>
        impl __rt::Handles<#exception> for __A {
            fn handle(#error: #exception, #ex: &mut __rt::Exchange<__R>) -> __rt::Handling<'_> {
                #handle
            }
        }
    };
    register::on(api, quote!(#checks #(#always_there)* #handles))
}
