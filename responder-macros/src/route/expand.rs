//! The route as constants of the core.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::Expr;
use syn::spanned::Spanned;

use super::check::{Checked, METHODS};
use crate::function::{Function, local, type_text};
use crate::register::{self, Mode};

pub(super) fn expand(route: &Checked, function: &Function) -> TokenStream {
    let name = function.sig.ident.to_string();
    let path = route.pattern.literal.value();
    let segments = route.pattern.segments();
    let methods = &route.methods;
    let (public, roles) = (route.public, &route.roles);
    let needs = route.arguments.needs();
    let reads_body = route.arguments.reads_body();
    let (before_functions, before): (Vec<_>, Vec<_>) = local_hooks("before", &route.before).unzip();
    let (after_functions, after): (Vec<_>, Vec<_>) = local_hooks("after", &route.after).unzip();
    let (handler_function, handler) = handler(route, function);
    let place = register::place();
    let (taken, checks) = (taken(route), checks(route));
    register::on(
        &route.api,
        quote! {
            #taken
            #checks
            #handler_function
            #(#before_functions)*
            #(#after_functions)*
            static __ROUTE: __rt::Route<__R> = __rt::Route {
                api: &<__A as __rt::Application>::RECORD,
                name: #name,
                path: #path,
                segments: #segments,
                methods: &[#(#methods),*],
                access: __rt::Access { public: #public, roles: &[#(&[#(#roles),*]),*] },
                needs: #needs,
                reads_body: #reads_body,
                before: &[#(#before),*],
                handler: #handler,
                after: &[#(#after),*],
                place: #place,
            };
            __rt::inventory::submit! { __rt::Entry::new(&__ROUTE) }
        },
    )
}

/// A constant of the API for each method of the path: a second one of that name does not compile.
fn taken(route: &Checked) -> TokenStream {
    let pattern = &route.pattern;
    let place = quote!(::core::concat!(::core::file!(), ":", ::core::line!()));
    let constant = |method: &str| {
        let name = pattern.constant(method);
        quote_spanned!(pattern.literal.span()=> pub(crate) const #name: &'static str = #place;)
    };
    if !route.methods.is_empty() {
        let constants = route.methods.iter().map(|method| constant(method));
        return quote!(impl __A { #(#[doc(hidden)] #constants)* });
    }
    // A route for every method has one constant of its own, and looks for those of the others: what
    // the API has itself wins over what the trait says.
    let any = constant("ANY");
    let names: Vec<_> = METHODS.iter().map(|method| pattern.constant(method)).collect();
    let methods = METHODS.iter();
    let free =
        quote_spanned!(pattern.literal.span()=> const _: () = __rt::free_methods(&[#((#methods, __A::#names)),*]););
    quote! {
        impl __A { #[doc(hidden)] #any }
        trait __Free { #(const #names: &'static str = "";)* }
        impl __Free for __A {}
        #free
    }
}

/// What only the types of other attributes can tell.
fn checks(route: &Checked) -> TokenStream {
    let mut checks = route.arguments.checks();
    for role in route.roles.iter().flatten() {
        checks.extend(quote_spanned!(role.span()=> const _: () = __rt::declared_role(&<__A as __rt::Application>::RECORD, #role);));
    }
    if route.public {
        for ty in route.arguments.shared() {
            let message = format!(
                "this route is `#[public]`, so no guard runs before it, and `&{}` comes from a guard: remove `#[public]` or this argument",
                type_text(ty)
            );
            checks.extend(quote_spanned!(ty.span()=> const _: () = ::core::assert!(<__A as __rt::Provides<#ty>>::PUBLIC, #message);));
        }
    }
    checks
}

fn handler(route: &Checked, function: &Function) -> (TokenStream, TokenStream) {
    let (arguments, call) = route.arguments.call(&function.sig.ident, &register::missing());
    let wait = function.wait();
    let settle = if function.returns().is_some() {
        let write = register::write(function);
        let failure = register::failure(function);
        quote! {
            // Written beside the response, which the handler may have borrowed.
            let mut __reply = __blank;
            let __failure: ::core::option::Option<__rt::Failure<__R>> = match __rt::Attempt(#call #wait).split() {
                ::core::result::Result::Ok(__value) => match __rt::Maybe(__value).present() {
                    ::core::option::Option::Some(__value) => {
                        #write
                        ::core::option::Option::None
                    }
                    ::core::option::Option::None => ::core::option::Option::Some(__rt::not_found::<__A>()),
                },
                ::core::result::Result::Err(__error) => ::core::option::Option::Some(#failure),
            };
            if let ::core::option::Option::Some(__failure) = __failure {
                return ::core::result::Result::Err(__failure);
            }
            __ex.absorb(__reply);
            ::core::result::Result::Ok(())
        }
    } else {
        quote! {
            #call #wait;
            ::core::result::Result::Ok(())
        }
    };
    let blank = function.returns().map(|_| quote!(let __blank = __ex.blank();));
    let body = quote!(#blank #arguments #settle);
    register::step(&quote!(__handler), route.mode, function.sig.ident.span(), &body)
}

/// `#[before(f)]` and `#[after(f)]`: `f` is called with `&Request` and `&mut Response`.
fn local_hooks<'r>(when: &'r str, hooks: &'r [Expr]) -> impl Iterator<Item = (TokenStream, TokenStream)> + 'r {
    hooks.iter().enumerate().map(move |(index, hook)| {
        let name = format_ident!("__{when}_{index}");
        let (ex, missing) = (local("__ex"), register::missing());
        let body = quote_spanned! {hook.span()=>
            let mut __loans = #ex.lend();
            let (::core::option::Option::Some(__request), ::core::option::Option::Some(__response)) = (__loans.request(), __loans.response_mut()) else {
                #missing;
            };
            match __rt::Attempt((#hook)(__request, __response)).split() {
                ::core::result::Result::Ok(()) => ::core::result::Result::Ok(()),
                ::core::result::Result::Err(__error) => ::core::result::Result::Err(__rt::Answered::<__A>::failure((&&&__rt::Raised::<__A, _>::by(&__error)).way(__error))),
            }
        };
        register::step(&quote!(#name), Mode::Sync, hook.span(), &body)
    })
}
