//! The handler as an implementation of the core's trait, or as a record of the core for one status.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{LitInt, Type};

use super::check::Checked;
use crate::arguments::Call;
use crate::function::{Function, local};
use crate::register;

pub(super) fn expand(handler: &Checked, exception: &Type, function: &Function) -> TokenStream {
    let handle = handle(handler, function);
    let checks = handler.arguments.checks();
    let reach = handler.arguments.reach(&quote!(__rt::Reader::Late));
    let handles = match &handler.status {
        Some((status, literal)) => for_a_status(*status, literal, exception, &handle),
        None => for_a_type(exception, &handle),
    };
    register::on(&handler.api, quote!(#checks #reach #handles))
}

/// An expression that answers `__error`.
fn handle(handler: &Checked, function: &Function) -> TokenStream {
    let missing = quote!(return);
    let Call { statements: found, call, .. } = handler.arguments.call(function, &missing);
    let write = register::write(function);
    let wait = function.wait();
    let answer = quote! {
        let mut __reply = __ex.blank();
        #found
        let __value = #call #wait;
        #write
        __ex.absorb(__reply);
    };
    if function.is_async() {
        quote!(__rt::Handling::Later(::std::boxed::Box::pin(async move { #answer })))
    } else {
        quote! {
            (move || { #answer })();
            __rt::Handling::Done
        }
    }
}

fn for_a_type(exception: &Type, handle: &TokenStream) -> TokenStream {
    let (ex, error) = (local("__ex"), local("__error"));
    quote_spanned! {exception.span()=>
        impl __rt::Handles<#exception> for __A {
            fn handle(#error: #exception, #ex: &mut __rt::Exchange<__R>) -> __rt::Handling<'_> {
                #handle
            }
        }
    }
}

/// A constant of the API besides: a second handler of that name does not compile.
fn for_a_status(status: u16, literal: &LitInt, exception: &Type, handle: &TokenStream) -> TokenStream {
    let (ex, error, problem) = (local("__ex"), local("__error"), local("__problem"));
    let taken = format_ident!("EXCEPTION_HANDLER_{status}", span = literal.span());
    let place = register::place();
    let taken = quote_spanned!(literal.span()=> pub(crate) const #taken: __rt::Place = #place;);
    let problem = quote_spanned!(exception.span()=> let #error = <#exception as __rt::ByStatus>::of(#problem););
    quote! {
        impl __A { #[doc(hidden)] #taken }
        fn __handle(__problem: __rt::Problem, #ex: &mut __rt::Exchange<__R>) -> __rt::Handling<'_> {
            #problem
            #handle
        }
        static __HANDLER: __rt::StatusHandler<__R> =
            __rt::StatusHandler { api: <__A as __rt::Application>::RECORD, status: #status, handle: __handle };
        __rt::register_before_main! { __HANDLER }
    }
}
