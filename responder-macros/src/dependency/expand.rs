//! The dependency as a provider of the core.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Path;

use crate::arguments::Arguments;
use crate::function::{Function, local};
use crate::register;

pub(super) fn expand(api: &Path, arguments: &Arguments, function: &Function) -> TokenStream {
    let value = register::value_type(function);
    let (needs, public, checks) = (arguments.needs(), arguments.on_public_routes(), arguments.checks());
    let span = function.returned_span();
    let (ex, kept) = (local("__ex"), local("__value"));
    let (make, step) = register::call_and_keep(arguments, function, &quote!(#ex.provide(#kept)));
    let provides = register::provides(span, &value, &quote!(&__PROVIDER), &public);
    register::on(
        api,
        quote! {
            #checks
            #make
            const __PROVIDER: __rt::Provider<__R> = __rt::Provider { key: ::core::any::TypeId::of::<#value>(), needs: #needs, make: #step };
            #provides
        },
    )
}
