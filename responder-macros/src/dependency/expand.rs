//! The dependency as a provider of the core.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::Path;
use syn::spanned::Spanned;

use crate::arguments::Arguments;
use crate::function::Function;
use crate::register;

pub(super) fn expand(api: &Path, arguments: &Arguments, function: &Function) -> TokenStream {
    let checks = arguments.checks();
    let (make, step) = register::call_and_keep(arguments, function, &register::keep(arguments, function));
    let provider = register::provider(function, arguments, &step, None);
    let provides = function.success().value().map(register::provides);
    let refuses = function
        .success()
        .value()
        .map(|ty| quote_spanned!(ty.span()=> const _: () = __rt::dependency_value(__rt::ValueProbe::<#ty>::REFUSES);));
    register::on(
        api,
        quote! {
            #checks
            #refuses
            #make
            #provider
            #provides
        },
    )
}
