//! The route as constants of the core.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, Ident};

use super::check::{Checked, METHODS};
use super::syntax::{Names, Requirement};
use crate::function::{Function, local};
use crate::register::{self, Mode};

pub(super) fn expand(route: &Checked, function: &Function) -> TokenStream {
    let name = function.sig.ident.to_string();
    let segments = route.pattern.segments();
    let (methods, public, reads_body) = (&route.methods, route.public, route.arguments.body.is_some());
    let needs = route.arguments.needs();
    let requirements = route.requirements.iter().map(requirement);
    let (before_functions, before): (Vec<_>, Vec<_>) = local_hooks("before", &route.before).unzip();
    let (after_functions, after): (Vec<_>, Vec<_>) = local_hooks("after", &route.after).unzip();
    let (handler_function, handler) = handler(route, function);
    let place = register::place();
    let (taken, checks) = (taken(route), checks(route));
    register::on(
        &route.api,
        quote! {
            #taken
            const __PATH: __rt::FullPath<'static> =
                __rt::FullPath { prefix: &<__A as __rt::Application>::PREFIX, segments: #segments };
            #checks
            #handler_function
            #(#before_functions)*
            #(#after_functions)*
            static __ROUTE: __rt::Route<__R> = __rt::Route {
                api: &<__A as __rt::Application>::RECORD,
                name: #name,
                segments: __PATH.segments,
                methods: &[#(#methods),*],
                access: __rt::Access { public: #public, requirements: &[#(#requirements),*] },
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

/// What a caller has to meet, as a constant of the core.
fn requirement(written: &Requirement) -> TokenStream {
    match written {
        Requirement::Role(names) => {
            let (of, names) = (asked(names), &names.names);
            quote!(__rt::Requirement { of: #of, demand: __rt::Demand::AnyRole(&[#(#names),*]) })
        }
        Requirement::Scope(names) => {
            let (of, names) = (asked(names), &names.names);
            quote!(__rt::Requirement { of: #of, demand: __rt::Demand::AllScopes(&[#(#names),*]) })
        }
        Requirement::Named(named) => register::requirement(named),
    }
}

/// Who is asked for roles or scopes.
fn asked(names: &Names) -> TokenStream {
    match &names.of {
        Some(named) => {
            let requirement = register::requirement(named);
            quote_spanned!(named.span()=> #requirement.of)
        }
        None => quote!(__rt::sole_principal(&<__A as __rt::Application>::RECORD)),
    }
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
    for written in &route.requirements {
        checks.extend(match written {
            Requirement::Role(names) => declared(names, "declared_role"),
            Requirement::Scope(names) => declared(names, "declared_scope"),
            Requirement::Named(named) => {
                let requirement = register::requirement(named);
                quote_spanned!(named.span()=> const _: () = __rt::required(&#requirement, __PATH);)
            }
        });
    }
    let literal = &route.pattern.literal;
    let reader = match route.public {
        true => quote!(__rt::Reader::Public),
        false => quote!(__rt::Reader::Guarded(__PATH)),
    };
    checks.extend(route.arguments.reach(&reader));
    if !route.public {
        let record = quote!(&<__A as __rt::Application>::RECORD);
        checks.extend(quote_spanned!(literal.span()=> const _: () = __rt::clear_of_prefixes(#record, __PATH);));
        if route.requirements.is_empty() {
            checks.extend(quote_spanned!(literal.span()=> const _: () = __rt::access_is_said(#record);));
        }
    }
    checks
}

/// That the one who is asked declares each of these names.
fn declared(names: &Names, check: &str) -> TokenStream {
    let asked = asked(names);
    let named = names.of.as_ref().map(|named| {
        let requirement = register::requirement(named);
        quote_spanned!(named.span()=> const _: () = __rt::principal_named(&#requirement);)
    });
    let checks = names.names.iter().map(|name| {
        let check = Ident::new(check, name.span());
        quote_spanned!(name.span()=> const _: () = __rt::#check(&<__A as __rt::Application>::RECORD, #asked, #name);)
    });
    quote!(#named #(#checks)*)
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
