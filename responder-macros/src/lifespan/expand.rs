//! The function as a record of the core.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{FnArg, Path};

use super::When;
use crate::function::{Function, local};
use crate::register;

pub(super) fn expand(when: When, api: &Path, function: &Function) -> TokenStream {
    let ident = &function.sig.ident;
    let name = ident.to_string();
    let startup = when == When::Startup;
    let (api_value, returned) = (local("__api"), local("__returned"));
    let argument = function.sig.inputs.first().and_then(|argument| match argument {
        FnArg::Typed(argument) => Some(quote_spanned!(argument.ty.span()=> #api_value)),
        FnArg::Receiver(_) => None,
    });
    let wait = function.wait();
    let place = register::place();
    let settle = quote_spanned! {function.returned_span()=>
        match __rt::Attempt(#returned).split() {
            __rt::Ok(()) => __rt::Ok(()),
            __rt::Err(__error) => __rt::Err(::core::convert::From::from(__error)),
        }
    };
    register::on(
        api,
        quote! {
            static __LIFESPAN: __rt::Lifespan<__R> = __rt::Lifespan {
                startup: #startup,
                name: #name,
                run: |__api| ::std::boxed::Box::pin(async move {
                    let __returned = #ident(#argument) #wait;
                    #settle
                }),
                place: #place,
            };
            __rt::register_before_main! { __LIFESPAN }
        },
    )
}
