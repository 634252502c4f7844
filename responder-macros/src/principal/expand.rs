//! The principal as an implementation of the core's trait.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::check::Checked;

pub(super) fn expand(ident: &Ident, principal: &Checked) -> TokenStream {
    let name = ident.to_string();
    let nothing = quote!({
        let _ = names;
        false
    });
    let (role, has_role) = match &principal.roles {
        Some((member, ty)) => (
            quote_spanned!(ty.span()=> <#ty as __rt::Roles>::Role),
            quote_spanned!(ty.span()=> <#ty as __rt::Roles>::has_any(&self.#member, names)),
        ),
        None => (quote!(__rt::NoRoles), nothing.clone()),
    };
    let (scope, has_scopes) = match &principal.scopes {
        Some((member, ty)) => (
            quote_spanned!(ty.span()=> <#ty as __rt::Scopes>::Scope),
            quote_spanned!(ty.span()=> names.iter().all(|name| <#ty as __rt::Scopes>::has(&self.#member, name))),
        ),
        None => (quote!(__rt::NoScopes), nothing),
    };
    quote! {
        #[doc(hidden)]
        const _: () = {
            use ::responder::__private as __rt;

            impl __rt::Principal for #ident {
                const NAME: &'static str = #name;
                type Role = #role;
                type Scope = #scope;

                fn has_any_role(&self, names: &[&str]) -> bool {
                    #has_role
                }

                fn has_all_scopes(&self, names: &[&str]) -> bool {
                    #has_scopes
                }
            }
        };
    }
}
