//! The hook as constants of the core.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::Type;
use syn::spanned::Spanned;

use super::check::{Checked, Kind};
use crate::function::{Function, local};
use crate::register;

pub(super) fn expand(hook: &Checked, function: &Function) -> TokenStream {
    let items = match hook.kind {
        Kind::Guard => guard(hook, function),
        Kind::Before | Kind::After => plain(hook, function),
    };
    let checks = hook.arguments.checks();
    register::on(&hook.api, quote!(#checks #items))
}

/// A guard is a constant of an implementation for the API, where the API's record finds it without any registry.
fn guard(hook: &Checked, function: &Function) -> TokenStream {
    let (make, step) = register::call_and_keep(&hook.arguments, function, &register::keep(&hook.arguments, function));
    let prefix = register::prefix(hook.prefix.as_ref());
    let provider = register::provider(function, &hook.arguments, &step, Some(&quote!(__PREFIX)));
    let (provides, decides) = match function.success().value() {
        Some(ty) => (register::provides(ty), is_no_verdict(ty)),
        None => (TokenStream::new(), TokenStream::new()),
    };
    let reach =
        hook.arguments.reach(&quote!(__rt::Reader::Guarded(__rt::FullPath { prefix: __PREFIX, segments: &[] })));
    let order = usize::try_from(hook.order).unwrap_or_default();
    let slot = quote_spanned! {function.sig.ident.span()=>
        impl __rt::OneGuardForEachOrder<#order> for __A {
            const GUARD: &'static __rt::Provider<__R> = &__PROVIDER;
        }
    };
    quote! {
        #decides
        /// What is remembered of a guard that returns nothing: that it has run.
        struct __Passed;
        const __PREFIX: &'static __rt::Prefix = #prefix;
        #reach
        #make
        #provider
        #provides
        #slot
    }
}

/// That the value of a guard does not look like a decision.
fn is_no_verdict(ty: &Type) -> TokenStream {
    quote_spanned! {ty.span()=>
        const _: () = __rt::guard_value(__rt::ValueProbe::<#ty>::ANSWERS, __rt::ValueProbe::<#ty>::DECIDES);
    }
}

fn plain(hook: &Checked, function: &Function) -> TokenStream {
    let value = local("__value");
    let name = function.sig.ident.to_string();
    let order = hook.order;
    // After hooks run even where a guard has refused: what they read is not made for them.
    let (phase, reader, needs) = match hook.kind {
        Kind::After => (quote!(After), quote!(__rt::Reader::Late), quote!(&[])),
        _ => (quote!(Before), quote!(__rt::Reader::Hook), hook.arguments.needs()),
    };
    let (run, step) = register::call_and_keep(
        &hook.arguments,
        function,
        &quote_spanned!(function.returned_span()=> { let () = #value; }),
    );
    let (place, prefix) = (register::place(), register::prefix(hook.prefix.as_ref()));
    let reach = hook.arguments.reach(&reader);
    quote! {
        #reach
        #run
        static __HOOK: __rt::Hook<__R> = __rt::Hook {
            api: <__A as __rt::Application>::RECORD,
            prefix: #prefix,
            name: #name,
            phase: __rt::Phase::#phase,
            order: #order,
            needs: #needs,
            step: #step,
            place: #place,
        };
        __rt::register_before_main! { __HOOK }
    }
}
