//! The role or scope type as implementations of the core's traits, and of serde's.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::Kind;

pub(super) fn expand(kind: Kind, ident: &Ident, roles: &[(Ident, String)]) -> TokenStream {
    let (named, deserialize) = match kind {
        Kind::Role => (quote!(__rt::Role), quote!(__rt::deserialize_role)),
        Kind::Scope => (quote!(__rt::Scope), quote!(__rt::deserialize_scope)),
    };
    // One role is a set of roles, for principals that have exactly one.
    let holder = (kind == Kind::Role).then(|| {
        quote! {
            impl __rt::Roles for #ident {
                type Role = Self;

                fn has_any(&self, names: &[&str]) -> bool {
                    names.contains(&__rt::Role::name(self))
                }
            }
        }
    });
    let variants: Vec<_> = roles.iter().map(|(variant, _)| variant).collect();
    let names: Vec<_> = roles.iter().map(|(_, name)| name).collect();
    quote! {
        #[doc(hidden)]
        const _: () = {
            use ::responder::__private as __rt;

            impl #named for #ident {
                const NAMES: &'static [&'static str] = &[#(#names),*];

                fn name(&self) -> &'static str {
                    match self { #(Self::#variants => #names),* }
                }

                fn from_name(name: &str) -> __rt::Option<Self> {
                    match name { #(#names => __rt::Some(Self::#variants),)* _ => __rt::None }
                }
            }

            #holder

            impl ::core::fmt::Display for #ident {
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    f.write_str(#named::name(self))
                }
            }

            impl __rt::serde::Serialize for #ident {
                fn serialize<S: __rt::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                    serializer.serialize_str(#named::name(self))
                }
            }

            impl<'de> __rt::serde::Deserialize<'de> for #ident {
                fn deserialize<D: __rt::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                    #deserialize(deserializer)
                }
            }
        };
    }
}
