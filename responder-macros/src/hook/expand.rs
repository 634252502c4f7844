//! The hook as constants of the core.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::check::{Checked, Kind};
use crate::function::{Function, Success, local, type_text};
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
    let name = function.sig.ident.to_string();
    let needs = hook.arguments.needs();
    let (make, step) = make(hook, function);
    let value = register::value_type(function);
    let provides = match function.success() {
        Success::Nothing => TokenStream::new(),
        Success::Value(ty) => register::provides(ty.span(), &value, &quote!(&__GUARD.provider), &quote!(false)),
    };
    let principal = match function.success() {
        Success::Nothing => quote!(::core::option::Option::None),
        _ => quote!(__rt::PrincipalProbe::<#value>::FACTS),
    };
    let order = usize::try_from(hook.order).unwrap_or_default();
    let slot = quote_spanned! {function.sig.ident.span()=>
        impl __rt::OneGuardForEachOrder<#order> for __A {
            const GUARD: &'static __rt::Guard<__R> = &__GUARD;
        }
    };
    let decides = match function.success() {
        Success::Value(ty) => {
            quote_spanned!(ty.span()=> const _: () = __rt::guard_value(__rt::ValueProbe::<#ty>::ANSWERS, __rt::ValueProbe::<#ty>::DECIDES);)
        }
        Success::Nothing => TokenStream::new(),
    };
    quote! {
        #decides
        /// What is remembered of a guard that returns nothing: that it has run.
        struct __Passed;
        #make
        const __GUARD: __rt::Guard<__R> = __rt::Guard {
            name: #name,
            provider: __rt::Provider { key: ::core::any::TypeId::of::<#value>(), needs: #needs, make: #step },
            principal: #principal,
        };
        #provides
        #slot
    }
}

/// The step that runs a guard and keeps what it returns.
fn make(hook: &Checked, function: &Function) -> (TokenStream, TokenStream) {
    let (ex, value) = (local("__ex"), local("__value"));
    let keep = match function.success() {
        Success::Nothing => quote!({
            let () = __value;
            __ex.provide(__Passed);
        }),
        Success::Value(_) => quote!(#ex.provide(#value)),
    };
    register::call_and_keep(&hook.arguments, function, &keep)
}

fn plain(hook: &Checked, function: &Function) -> TokenStream {
    let value = local("__value");
    let name = function.sig.ident.to_string();
    let order = hook.order;
    let phase = if hook.kind == Kind::Before { quote!(Before) } else { quote!(After) };
    let (run, step) = register::call_and_keep(
        &hook.arguments,
        function,
        &quote_spanned!(function.returned_span()=> { let () = #value; }),
    );
    let place = register::place();
    // Plain hooks run for public routes too, and after hooks even where a guard has refused.
    let needs = if hook.kind == Kind::Before { hook.arguments.needs() } else { quote!(&[]) };
    let checks = hook.arguments.shared().map(|ty| {
        let (holds, why) = match hook.kind {
            Kind::Before => (
                quote!(<__A as __rt::Provides<#ty>>::PUBLIC),
                "comes from a guard, and this hook also runs for public routes, which no guard protects: make it a guard, `#[before_request(guard)]`",
            ),
            _ => (
                quote!(<__A as __rt::Provides<#ty>>::PROVIDER.is_none()),
                "may not be there: this hook also runs where a guard has refused the request",
            ),
        };
        let message = format!("`&{}` {why}", type_text(ty));
        quote_spanned!(ty.span()=> const _: () = ::core::assert!(#holds, #message);)
    });
    quote! {
        #(#checks)*
        #run
        static __HOOK: __rt::Hook<__R> = __rt::Hook {
            api: &<__A as __rt::Application>::RECORD,
            name: #name,
            phase: __rt::Phase::#phase,
            order: #order,
            needs: #needs,
            step: #step,
            place: #place,
        };
        __rt::inventory::submit! { __rt::Entry::new(&__HOOK) }
    }
}
