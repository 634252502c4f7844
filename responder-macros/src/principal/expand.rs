//! The principal as an implementation of the core's trait.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Member, Type};

pub(super) fn expand(ident: &Ident, role: Option<&(Member, Type)>) -> TokenStream {
    let (role, has) = match role {
        Some((member, ty)) => (
            quote_spanned!(ty.span()=> <#ty as __rt::Roles>::Role),
            quote_spanned!(ty.span()=> <#ty as __rt::Roles>::has_any(&self.#member, names)),
        ),
        None => (
            quote!(__rt::NoRoles),
            quote!({
                let _ = names;
                false
            }),
        ),
    };
    quote! {
        #[doc(hidden)]
        const _: () = {
            use ::responder::__private as __rt;

            impl __rt::Principal for #ident {
                type Role = #role;

                fn has_any_role(&self, names: &[&str]) -> bool {
                    #has
                }
            }
        };
    }
}
