//! The API as implementations of the core's traits.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{ItemStruct, Path};

use super::check::{Checked, Kind};
use crate::register;

pub(super) fn expand(api: &Checked, item: &ItemStruct) -> TokenStream {
    let ident = &item.ident;
    let name: Path = ident.clone().into();
    let title = &api.title;
    let version =
        api.version.as_ref().map_or_else(|| quote!(::core::env!("CARGO_PKG_VERSION")), |version| quote!(#version));
    let (root, prefix, parent, provides) = match &api.kind {
        Kind::Root { sessions: field } => {
            let sessions = field.as_ref().map(|field| sessions_of(&quote!(#field), field.span()));
            let settings = field.as_ref().map(|field| {
                quote_spanned! {field.span()=>
                    fn check_settings(&self) -> __rt::Result<(), __rt::Error> {
                        self.#field.check()
                    }
                }
            });
            let all = of_a_root();
            (quote!(type Root = #name; #settings), quote!(&[]), quote!(__rt::None), quote!(#all #sessions))
        }
        Kind::Within { parent, prefix } => {
            let prefix = prefix.as_ref().map_or_else(|| quote!(&[]), |prefix| prefix.segments());
            let record = quote_spanned!(parent.span()=> __rt::Some(<#parent as __rt::Application>::RECORD));
            (
                quote_spanned!(parent.span()=> type Root = <#parent as __rt::Application>::Root;),
                prefix,
                record,
                of_a_part(parent),
            )
        }
    };
    let (auth, explicit, redirect_slashes) = (auth(api), api.explicit, api.redirect_slashes);
    let asked = api.auth.as_ref().map(|named| {
        let requirement = register::requirement(named);
        quote_spanned!(named.span()=> const _: __rt::Option<&__rt::Provider<__R>> = __rt::principal_named(#requirement);)
    });
    let around = match &api.kind {
        Kind::Root { .. } => quote!(__rt::None),
        Kind::Within { parent, .. } => {
            quote_spanned!(parent.span()=> __rt::Some(&<#parent as __rt::Application>::PREFIX))
        }
    };
    let guards = 0..register::GUARD_ORDERS;
    register::on(
        &name,
        quote! {
            impl __rt::Application for __A {
                #root
                const PREFIX: __rt::Prefix = __rt::Prefix { own: #prefix, within: #around };
                const RECORD: &'static __rt::ApiRecord<__R> = &__RECORD;
            }
            // A static: rustc looks into a constant again for each route that names it.
            static __RECORD: __rt::ApiRecord<__R> = __rt::ApiRecord {
                id: ::core::any::TypeId::of::<__A>(),
                title: #title,
                version: #version,
                prefix: &<__A as __rt::Application>::PREFIX,
                parent: #parent,
                guards: [#(__rt::GuardProbe::<__A, #guards>::FOUND),*],
                auth: #auth,
                redirect_slashes: #redirect_slashes,
                explicit: #explicit,
                problem: |problem| {
                    __rt::Answered::<__A>::whatever_status((&&__rt::Raised::<__A, _>::by(&problem)).raised(problem))
                },
                invalid: |invalid| {
                    __rt::Answered::<__A>::failure((&&__rt::Raised::<__A, _>::by(&invalid)).raised(invalid))
                },
                unauthenticated: |nobody| {
                    __rt::Answered::<__A>::failure((&&__rt::Raised::<__A, _>::by(&nobody)).raised(nobody))
                },
                forbid: |forbidden| {
                    __rt::Answered::<__A>::failure((&&__rt::Raised::<__A, _>::by(&forbidden)).raised(forbidden))
                },
            };
            #asked
            #provides
        },
    )
}

/// The principal that routes ask for where they say nothing else.
fn auth(api: &Checked) -> TokenStream {
    match &api.auth {
        Some(named) => {
            let requirement = register::requirement(named);
            quote!(__rt::Some(#requirement))
        }
        None => quote!(__rt::None),
    }
}

/// What every function of an API can read.
fn of_a_root() -> TokenStream {
    quote! {
        #[diagnostic::do_not_recommend]
        impl __rt::Provides<__rt::Request> for __A {
            const PROVIDER: __rt::Option<&'static __rt::Provider<__R>> = __rt::None;
            const LENDS: __rt::Lends = __rt::Lends::Request;
            fn lend<'e>(loans: &mut __rt::Loans<'e, __R>) -> __rt::Option<&'e __rt::Request> {
                loans.request()
            }
        }
        #[diagnostic::do_not_recommend]
        impl __rt::Provides<__A> for __A {
            const PROVIDER: __rt::Option<&'static __rt::Provider<__R>> = __rt::None;
            const LENDS: __rt::Lends = __rt::Lends::Api;
            fn lend<'e>(loans: &mut __rt::Loans<'e, __R>) -> __rt::Option<&'e __A> {
                __rt::Some(loans.api())
            }
        }
    }
}

/// A nested API reads what its parent's functions read, and its errors go to the parent's handlers.
fn of_a_part(parent: &Path) -> TokenStream {
    quote_spanned! {parent.span()=>
        #[diagnostic::do_not_recommend]
        impl<T: 'static> __rt::Provides<T> for __A where #parent: __rt::Provides<T> {
            const PROVIDER: __rt::Option<&'static __rt::Provider<__R>> = <#parent as __rt::Provides<T>>::PROVIDER;
            const POLICY: __rt::Option<&'static __rt::Policy<__R>> = <#parent as __rt::Provides<T>>::POLICY;
            const LENDS: __rt::Lends = <#parent as __rt::Provides<T>>::LENDS;
            fn lend<'e>(loans: &mut __rt::Loans<'e, __R>) -> __rt::Option<&'e T> {
                <#parent as __rt::Provides<T>>::lend(loans)
            }
        }
        impl<E> __rt::Handles<E> for __A where #parent: __rt::Handles<E> {
            fn handle(error: E, ex: &mut __rt::Exchange<__R>) -> __rt::Handling<'_> {
                <#parent as __rt::Handles<E>>::handle(error, ex)
            }
        }
    }
}

fn sessions_of(field: &TokenStream, span: proc_macro2::Span) -> TokenStream {
    quote_spanned! {span=>
        const _: () = {
            fn sessions(api: &__A) -> &__rt::Sessions {
                &api.#field
            }
            fn open(ex: &mut __rt::Exchange<__R>) -> __rt::Later<'_, __R, ()> {
                __rt::open_session(ex, sessions)
            }
            static SESSION: __rt::Provider<__R> = __rt::Provider {
                name: "sessions",
                place: __rt::Place::here(),
                key: ::core::any::TypeId::of::<__rt::Session>(),
                needs: &[],
                make: __rt::Step::Async(open),
                absence: __rt::Absence::Never,
                takes: &[],
                principal: __rt::None,
                guards: __rt::None,
            };
            #[diagnostic::do_not_recommend]
            impl __rt::Provides<__rt::Session> for __A {
                const PROVIDER: __rt::Option<&'static __rt::Provider<__R>> = __rt::Some(&SESSION);
                }
        };
    }
}
