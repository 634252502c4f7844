//! The function as a record of the core.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{FnArg, Path};

use super::When;
use crate::function::Function;
use crate::register;

pub(super) fn expand(when: When, api: &Path, function: &Function) -> TokenStream {
    let ident = &function.sig.ident;
    let name = ident.to_string();
    let startup = when == When::Startup;
    let argument = function.sig.inputs.first().and_then(|argument| match argument {
        FnArg::Typed(argument) => Some(quote_spanned!(argument.ty.span()=> api)),
        FnArg::Receiver(_) => None,
    });
    let wait = if function.is_async() { quote!(.await) } else { TokenStream::new() };
    let place = register::place();
    let settle = quote_spanned! {function.returned_span()=>
        match __rt::Attempt(__returned).split() {
            ::core::result::Result::Ok(()) => ::core::result::Result::Ok(()),
            ::core::result::Result::Err(error) => ::core::result::Result::Err(::core::convert::From::from(error)),
        }
    };
    register::on(
        api,
        quote! {
            static LIFESPAN: __rt::Lifespan<__R> = __rt::Lifespan {
                startup: #startup,
                name: #name,
                run: |api| ::std::boxed::Box::pin(async move {
                    let __returned = #ident(#argument) #wait;
                    #settle
                }),
                place: #place,
            };
            __rt::inventory::submit! { __rt::Entry::new(&LIFESPAN) }
        },
    )
}
