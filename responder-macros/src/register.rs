//! The frame around everything that is registered: the API type by name, the core under `__rt`.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Path, Type};

use crate::arguments::{Arguments, Call};
use crate::function::{Function, Success, local};
use crate::pattern::Pattern;

/// Wraps generated items so that they see the API as `__A`, its root as `__R`, the core as `__rt`.
pub(crate) fn on(api: &Path, items: TokenStream) -> TokenStream {
    quote! {
        #[doc(hidden)]
        #[allow(dead_code, non_upper_case_globals, unused_imports, unused_mut, unused_variables, clippy::all, clippy::pedantic)]
        const _: () = {
            use ::responder::__private as __rt;
            use __rt::ways::*;
            type __A = #api;
            type __R = <__A as __rt::Application>::Root;
            #items
        };
    }
}

/// Where the attribute stands, as a constant of the core.
pub(crate) fn place() -> TokenStream {
    quote!(__rt::Place::here())
}

/// How many guards one API can have; the core's record has as many places, or nothing compiles.
pub(crate) const GUARD_ORDERS: usize = 8;

/// How a step is called.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Sync,
    Async,
    Blocking,
}

/// A function of the core's step type around `body`, which sees the exchange as `__ex`.
pub(crate) fn step(name: &TokenStream, mode: Mode, span: Span, body: &TokenStream) -> (TokenStream, TokenStream) {
    step_to(&quote!(()), name, mode, span, body)
}

/// The same for a step that gives a value of this type.
pub(crate) fn step_to(
    value: &TokenStream,
    name: &TokenStream,
    mode: Mode,
    span: Span,
    body: &TokenStream,
) -> (TokenStream, TokenStream) {
    match mode {
        Mode::Async => {
            let later = quote_spanned!(span=> __rt::Ok(::std::boxed::Box::pin(async move { #body })));
            step_around(value, name, mode, span, &later)
        }
        Mode::Sync | Mode::Blocking => step_around(value, name, mode, span, body),
    }
}

/// The same, where the body of an async step makes its future itself.
pub(crate) fn step_around(
    value: &TokenStream,
    name: &TokenStream,
    mode: Mode,
    span: Span,
    body: &TokenStream,
) -> (TokenStream, TokenStream) {
    let ex = local("__ex");
    match mode {
        Mode::Async => (
            quote_spanned!(span=> fn #name<'e>(#ex: &'e mut __rt::Exchange<__R>) -> __rt::Later<'e, __R, #value> { #body }),
            quote!(__rt::Step::Async(#name)),
        ),
        Mode::Sync | Mode::Blocking => {
            let function = quote!(fn #name(#ex: &mut __rt::Exchange<__R>) -> __rt::Outcome<__R, #value> { #body });
            let variant = if mode == Mode::Sync { quote!(Sync) } else { quote!(Blocking) };
            (function, quote!(__rt::Step::#variant(#name)))
        }
    }
}

/// The provider of a guard or dependency as a static `__PROVIDER`, given the step that makes its value;
/// `guards` is an expression for the prefix of a guard.
pub(crate) fn provider(
    function: &Function,
    arguments: &Arguments,
    make: &TokenStream,
    guards: Option<&TokenStream>,
) -> TokenStream {
    let (name, needs) = (function.sig.ident.to_string(), arguments.needs());
    let (key, principal) = match function.success().value() {
        Some(ty) => (quote!(#ty), quote!(__rt::PrincipalProbe::<#ty>::FACTS)),
        None => (quote!(__Passed), quote!(__rt::None)),
    };
    let credentials = arguments.credentials_list();
    let absence = match (function.success(), guards) {
        _ if credentials.is_some() => quote!(__rt::Absence::Unauthenticated),
        (Success::Maybe(_), Some(_)) => quote!(__rt::Absence::Unauthenticated),
        (Success::Maybe(ty), None) => quote! {
            match __rt::PrincipalProbe::<#ty>::FACTS {
                __rt::Some(_) => __rt::Absence::Unauthenticated,
                __rt::None => __rt::Absence::NotFound,
            }
        },
        _ => quote!(__rt::Absence::Never),
    };
    let guards = match guards {
        Some(prefix) => quote!(__rt::Some(#prefix)),
        None => quote!(__rt::None),
    };
    let takes = if credentials.is_some() { quote!(__CREDENTIALS) } else { quote!(&[]) };
    let place = place();
    quote! {
        #credentials
        static __PROVIDER: __rt::Provider<__R> = __rt::Provider {
            name: #name,
            place: #place,
            key: ::core::any::TypeId::of::<#key>(),
            needs: #needs,
            make: #make,
            absence: #absence,
            takes: #takes,
            principal: #principal,
            guards: #guards,
        };
    }
}

/// That functions of the API can read a value of the provider `__PROVIDER`.
pub(crate) fn provides(value: &Type) -> TokenStream {
    quote_spanned! {value.span()=>
        const _: () = __rt::provided_value(__rt::ValueProbe::<#value>::RESULT, __rt::ValueProbe::<#value>::OPTION);
        #[diagnostic::do_not_recommend]
        impl __rt::Provides<#value> for __A {
            const PROVIDER: __rt::Option<&'static __rt::Provider<__R>> = __rt::Some(&__PROVIDER);
        }
    }
}

/// What `#[require(..)]`, `of = ..` or `auth = ..` names, as a requirement of the core.
pub(crate) fn requirement(named: &Path) -> TokenStream {
    quote_spanned! {named.span()=>
        __rt::requirement(<__A as __rt::Provides<#named>>::PROVIDER, <__A as __rt::Provides<#named>>::POLICY)
    }
}

/// The paths that a hook or guard runs for: those below this part of the API's own.
pub(crate) fn prefix(own: Option<&Pattern>) -> TokenStream {
    let api = quote!(<__A as __rt::Application>::PREFIX);
    match own.map(Pattern::segments) {
        Some(own) => quote!(&__rt::Prefix { own: #own, within: __rt::Some(&#api) }),
        None => quote!(&#api),
    }
}

/// What keeps `__value`, returned by a guard or dependency, for functions to read.
pub(crate) fn keep(arguments: &Arguments, function: &Function) -> TokenStream {
    let (ex, value) = (local("__ex"), local("__value"));
    match function.success() {
        Success::Nothing => quote!({
            let () = __value;
            __ex.provide(__rt::Some(__Passed));
        }),
        Success::Value(_) => quote!(#ex.provide(__rt::Some(#value))),
        // Nobody's credentials are not the same as none.
        Success::Maybe(_) if arguments.credentials().next().is_some() => quote! {
            match #value {
                __rt::Some(#value) => #ex.provide(__rt::Some(#value)),
                __rt::None => return __rt::Err(__rt::unknown_credentials::<__A>(#ex, __CREDENTIALS)),
            }
        },
        Success::Maybe(_) => quote!(#ex.provide(#value)),
    }
}

/// What a guard or dependency that takes credentials does first: without any it is not called.
fn ask_for_credentials(arguments: &Arguments, function: &Function) -> Option<TokenStream> {
    arguments.credentials().next()?;
    let (ex, value) = (local("__ex"), function.success().value().map_or_else(|| quote!(__Passed), |ty| quote!(#ty)));
    Some(quote! {
        if !__rt::credentials::<__A>(#ex, __CREDENTIALS)? {
            #ex.provide(__rt::None::<#value>);
            return __rt::Ok(());
        }
    })
}

/// An expression for the failure that answers `__error`, raised in this function.
pub(crate) fn failure(function: &Function) -> TokenStream {
    let error = local("__error");
    quote_spanned!(function.error_span()=> __rt::Answered::<__A>::failure((&&__rt::Raised::<__A, _>::by(&#error)).raised(#error)))
}

/// What a step does where a value is missing that the lifecycle has made.
pub(crate) fn missing() -> TokenStream {
    quote!(return __rt::Err(__rt::missing::<__A>()))
}

/// A step that calls the function and hands its success to `keep` as `__value`, its error to whoever handles it.
pub(crate) fn call_and_keep(
    arguments: &Arguments,
    function: &Function,
    keep: &TokenStream,
) -> (TokenStream, TokenStream) {
    let ask = ask_for_credentials(arguments, function);
    let Call { statements: found, call, .. } = arguments.call(function, &missing());
    let (mode, wait) = (if function.is_async() { Mode::Async } else { Mode::Sync }, function.wait());
    let settle = if function.returns().is_some() {
        let failure = failure(function);
        quote! {
            match __rt::Attempt(#call #wait).split() {
                __rt::Ok(__value) => {
                    #keep;
                    __rt::Ok(())
                }
                __rt::Err(__error) => __rt::Err(#failure),
            }
        }
    } else {
        quote! {
            let __value = #call #wait;
            #keep;
            __rt::Ok(())
        }
    };
    step(&quote!(__call), mode, function.sig.ident.span(), &quote!(#ask #found #settle))
}

/// Statements that write `__value`, returned by this function, to `__reply`.
pub(crate) fn write(function: &Function) -> TokenStream {
    let (value, reply) = (local("__value"), local("__reply"));
    quote_spanned!(function.returned_span()=> __rt::Reply::apply((&&&&__rt::Returned::of(&#value)).written(#value), &mut #reply);)
}
