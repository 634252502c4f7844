//! The route as constants of the core.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, Ident};

use super::check::{Checked, Kind, METHODS};
use super::syntax::{Names, Requirement};
use super::view::{Method, View};
use crate::arguments::{Arguments, Call};
use crate::function::{Function, local};
use crate::register::{self, Mode};
use crate::url;

pub(super) fn expand(route: &Checked, function: &Function) -> TokenStream {
    let items = items(route, function, None);
    match route.kind {
        Kind::Methods(_) => {
            let (record, text) = url::record(&function.vis, &function.sig.ident, &route.pattern, &quote!(ROUTE));
            let registered = register::on(&route.api, quote!(#items #text));
            quote!(#record #registered)
        }
        Kind::Default => register::on(&route.api, items),
    }
}

/// The routes of a view, and what runs first in each.
pub(super) fn expand_view(view: &View) -> TokenStream {
    let first = view.first.as_ref();
    let request = first.filter(|_| !view.routes.is_empty()).map(|(request, function)| {
        let (function, step) = handler(&local("__on_request"), request, function);
        quote!(#function const __REQUEST: __rt::Step<__R, __rt::Replied> = #step;)
    });
    let routes = view.routes.iter().map(|Method { conditions, route, function }| {
        let items = items(route, function, first.map(|(request, _)| request));
        quote!(#(#conditions)* const _: () = { #items };)
    });
    // The methods that no other function answers.
    let others = first.filter(|(request, _)| !request.methods().is_empty()).map(|(request, function)| {
        let items = items(request, function, None);
        quote!(const _: () = { #items };)
    });
    let segments = view.pattern.segments();
    let path = quote!(__rt::FullPath { prefix: &<__A as __rt::Application>::PREFIX, segments: #segments });
    let url = view.name.as_ref().map(|name| url::record(&syn::parse_quote!(pub(crate)), name, &view.pattern, &path));
    let (record, text) = url.unzip();
    let registered = register::on(&view.api, quote!(#request #(#routes)* #others #text));
    quote!(#record #registered)
}

/// The lists of the core that are in place, by their lengths.
const LISTS: [&str; 5] = ["None", "One", "Two", "Three", "Four"];

/// The items of one route. `first` is what a view runs before the handler, as the step `__REQUEST`.
fn items(route: &Checked, function: &Function, first: Option<&Checked>) -> TokenStream {
    let name = function.name();
    let access = &route.access;
    let methods = route.methods();
    let all_arguments = || first.map(|first| &first.arguments).into_iter().chain([&route.arguments]);
    let path = local("__path").into_token_stream();
    // Not written out for each: two constants instead of a part of one.
    let read_by = local("__reader").into_token_stream();
    let needs: Vec<_> = all_arguments().flat_map(|arguments| arguments.reads(&read_by)).collect();
    let reader = (!needs.is_empty()).then(|| match access.public {
        Some(_) => quote!(let #read_by = __rt::Reader::Public;),
        None => quote!(let #read_by = __rt::Reader::Guarded(#path);),
    });
    let requirements: Vec<_> = access.requirements.iter().map(requirement).collect();
    let (before_functions, before): (Vec<_>, Vec<_>) = local_hooks("before", &access.before).unzip();
    let (after_functions, after): (Vec<_>, Vec<_>) = local_hooks("after", &access.after).unzip();
    let (handler_function, handler) = handler(&local("__handler"), route, function);
    let (in_turn, handler) = match first {
        Some(_) => (Some(in_turn(&handler)), quote!(__rt::Step::Async(__in_turn))),
        None => (None, handler),
    };
    let place = place(function);
    let (taken, further) = (taken(route, &place), access.requirements.iter().map(further));
    let checks: TokenStream = all_arguments().map(disjoint).chain([said(route)]).collect();
    let (kind, wrapped) = match route.kind {
        Kind::Methods(_) => (quote!(Route), None),
        Kind::Default => (quote!(DefaultRoute), Some(quote!(__rt::DefaultRoute))),
    };
    let slice = |name: &str, items: &[TokenStream]| {
        let name = local(name);
        (!items.is_empty()).then(|| quote!(#name: &[#(#items),*],))
    };
    let list = |name: &str, items: &[TokenStream]| {
        let (name, kind) = (local(name), LISTS.get(items.len()).map(|kind| local(kind)));
        match kind {
            Some(kind) => (!items.is_empty()).then(|| quote!(#name: __rt::List::#kind([#(#items),*]),)),
            None => Some(quote!(#name: __rt::List::Many(&[#(#items),*]),)),
        }
    };
    // What is not written has the value that the core gives it, which nobody has to check.
    let fields: TokenStream = [
        access.public.as_ref().map(|_| quote!(public: true,)),
        list("requirements", &requirements),
        access.rate_limit.as_ref().map(|field| {
            let counted = quote_spanned!(field.span()=> __rt::Some(|__api| &__api.#field));
            quote!(rate_limit: #counted,)
        }),
        list("needs", &needs),
        all_arguments().any(|arguments| arguments.body.is_some()).then(|| quote!(reads_body: true,)),
        route.cross_site.then(|| quote!(cross_site: true,)),
        slice("before", &before),
        slice("after", &after),
    ]
    .into_iter()
    .flatten()
    .collect();
    let made = quote!(__rt::route(__api, #name, #path, &[#(#methods),*], #handler, #place));
    let record = if fields.is_empty() { made } else { quote!(__rt::Route { #fields ..#made }) };
    let path = full_path(route);
    // One constant, whose parts are made by what checks them: each item of its own costs as much time as
    // all that is in this one.
    quote! {
        #taken
        #(#further)*
        #handler_function
        #in_turn
        #(#before_functions)*
        #(#after_functions)*
        static ROUTE: __rt::#kind<__R> = #wrapped({
            let __api = <__A as __rt::Application>::FACTS;
            let __path = #path;
            #reader
            #checks
            #record
        });
        __rt::register_before_main! { ROUTE }
    }
}

/// Where the attribute stands; for a method of a view, which has none of its own, the method.
fn place(function: &Function) -> TokenStream {
    match function.is_method() {
        true => quote_spanned!(function.sig.ident.span()=> __rt::Place::here()),
        false => register::place(),
    }
}

impl Checked {
    /// Its methods; none means every method.
    fn methods(&self) -> &[String] {
        match &self.kind {
            Kind::Methods(methods) => methods,
            Kind::Default => &[],
        }
    }
}

/// What runs the first function of a view, and then this step.
fn in_turn(handler: &TokenStream) -> TokenStream {
    quote! {
        fn __in_turn(__ex: &mut __rt::Exchange<__R>) -> __rt::Later<'_, __R> {
            __rt::in_turn(__ex, __REQUEST, #handler)
        }
    }
}

/// What a caller has to meet, as a constant of the core.
fn requirement(written: &Requirement) -> TokenStream {
    let declared = |names: &Names, constructor: &str| {
        let (api, names) = (asked(names, &local("__api").into_token_stream()), &names.names);
        let span = names.first().map_or_else(Span::call_site, Spanned::span);
        let constructor = Ident::new(constructor, span);
        quote_spanned!(span=> __rt::#constructor(#api, &[#(#names),*]))
    };
    match written {
        Requirement::Role(names) => declared(names, "any_role"),
        Requirement::Scope(names) => declared(names, "all_scopes"),
        Requirement::Named(named) => {
            let requirement = register::requirement(named);
            let path = local("__path");
            quote_spanned!(named.span()=> __rt::required(#requirement, #path))
        }
    }
}

/// What the core knows of an API, `facts`, and of who is asked for roles or scopes.
fn asked(names: &Names, facts: &TokenStream) -> TokenStream {
    match &names.of {
        Some(named) => {
            let requirement = register::requirement(named);
            quote_spanned!(named.span()=> __rt::asking(#facts, __rt::principal_named(#requirement)))
        }
        None => facts.clone(),
    }
}

/// A constant for each name after the first, so that each that is wrong has its own error.
fn further(written: &Requirement) -> TokenStream {
    let (names, check) = match written {
        Requirement::Role(names) => (names, "declared_role"),
        Requirement::Scope(names) => (names, "declared_scope"),
        Requirement::Named(_) => return TokenStream::new(),
    };
    let facts = quote!(<__A as __rt::Application>::FACTS);
    let checks = names.names.iter().skip(1).map(|name| {
        let (check, asked) = (Ident::new(check, name.span()), asked(names, &facts));
        quote_spanned!(name.span()=> const _: () = __rt::#check(#asked, #name);)
    });
    checks.collect()
}

/// A constant of the API for each method of the path: a second one of that name does not compile.
fn taken(route: &Checked, place: &TokenStream) -> TokenStream {
    let pattern = &route.pattern;
    if let Kind::Default = route.kind {
        return quote!(impl __A { #[doc(hidden)] pub(crate) const default_route: __rt::Place = #place; });
    }
    let constant = |method: &str| {
        let name = pattern.constant(method);
        quote_spanned!(pattern.literal.span()=> pub(crate) const #name: __rt::Place = #place;)
    };
    if !route.methods().is_empty() {
        let constants = route.methods().iter().map(|method| constant(method));
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
        trait __Free { #(const #names: __rt::Place = __rt::Place::NOWHERE;)* }
        impl __Free for __A {}
        #free
    }
}

/// The path of a route, once it is checked.
fn full_path(route: &Checked) -> TokenStream {
    let (api, segments) = (local("__api"), route.pattern.segments());
    let span = route.pattern.literal.span();
    match route.access.public {
        Some(_) => quote!(__rt::path(#api, #segments)),
        None => quote_spanned!(span=> __rt::guarded_path(#api, #segments)),
    }
}

/// A statement that checks that a route says who may call it, where it does not.
fn said(route: &Checked) -> TokenStream {
    let access = &route.access;
    if access.public.is_some() || !access.requirements.is_empty() {
        return TokenStream::new();
    }
    let api = local("__api");
    quote_spanned!(route.pattern.literal.span()=> __rt::access_is_said(#api);)
}

/// A statement that checks what the arguments of a function borrow.
fn disjoint(arguments: &Arguments) -> TokenStream {
    arguments.disjoint().map(|check| quote_spanned!(check.span()=> #check;)).unwrap_or_default()
}

/// A function of this name around the handler, and the step that it is.
fn handler(name: &Ident, route: &Checked, function: &Function) -> (TokenStream, TokenStream) {
    let Call { statements, call, lender } = route.arguments.call(function, &register::missing());
    let settle = if function.returns().is_some() {
        let write = register::write(function);
        let failure = register::failure(function);
        quote! {
            |__value, mut __reply| match __rt::Attempt(__value).split() {
                __rt::Ok(__value) => match __rt::Maybe(__value).present() {
                    __rt::Some(__value) => {
                        #write
                        __rt::Ok(())
                    }
                    __rt::None => __rt::Err(__rt::not_found::<__A>()),
                },
                __rt::Err(__error) => __rt::Err(#failure),
            }
        }
    } else {
        quote!(|(), _| __rt::Ok(()))
    };
    let span = function.sig.ident.span();
    let answer = match route.mode {
        Mode::Async => {
            quote_spanned!(span=> __rt::async_handler(#call, #lender.reply(), #settle))
        }
        Mode::Sync | Mode::Blocking => quote!(__rt::now(#call, #lender.reply(), #settle)),
    };
    let body = quote! {
        #statements
        #answer
    };
    register::step_around(&quote!(__rt::Replied), &name.into_token_stream(), route.mode, span, &body)
}

/// `#[before(f)]` and `#[after(f)]`: `f` is called with `&Request` and `&mut Response`.
fn local_hooks<'r>(when: &'r str, hooks: &'r [Expr]) -> impl Iterator<Item = (TokenStream, TokenStream)> + 'r {
    hooks.iter().enumerate().map(move |(index, hook)| {
        let name = format_ident!("__{when}_{index}");
        let (ex, missing) = (local("__ex"), register::missing());
        let body = quote_spanned! {hook.span()=>
            let mut __loans = #ex.lend();
            let (__rt::Some(__request), __rt::Some(__response)) = (__loans.request(), __loans.response_mut()) else {
                #missing;
            };
            match __rt::Attempt((#hook)(__request, __response)).split() {
                __rt::Ok(()) => __rt::Ok(()),
                __rt::Err(__error) => __rt::Err(__rt::Answered::<__A>::failure((&&__rt::Raised::<__A, _>::by(&__error)).raised(__error))),
            }
        };
        register::step(&quote!(#name), Mode::Sync, hook.span(), &body)
    })
}
