//! The model as an implementation of the core's trait.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::check::{Checked, Field};

pub(super) fn expand(ident: &Ident, model: &Checked) -> TokenStream {
    let reads = model.fields.iter().map(read);
    let names: Vec<_> = model.fields.iter().map(|field| &field.ident).collect();
    let known = model.fields.iter().map(|field| &field.name);
    let only_known = if model.only_known { quote!(__fields.only(__report, &[#(#known),*])) } else { quote!(true) };
    let validate =
        model.validate.iter().map(|function| quote_spanned!(function.span()=> __report.valid(#function(&__model));));
    quote! {
        #[doc(hidden)]
        #[allow(clippy::all, clippy::pedantic, unused_imports)]
        const _: () = {
            use ::responder::__private as __rt;
            use __rt::ways::*;

            impl __rt::Model for #ident {
                const HAS_FIELDS: bool = true;

                fn read(__input: __rt::Input<'_>, __report: &mut __rt::Report) -> __rt::Option<Self> {
                    let __fields = __rt::Fields::of(__input, __report)?;
                    let __known = #only_known;
                    #(let #names = #reads;)*
                    let (#(__rt::Some(#names),)*) = (#(#names,)*) else { return __rt::None };
                    let __model = #ident { #(#names),* };
                    let __valid = __report.holds(|__report| {
                        #(#validate)*
                    });
                    if __known && __valid { __rt::Some(__model) } else { __rt::None }
                }
            }
        };
    }
}

/// An expression for an `Option` of the field, `None` where it has been noted what is wrong.
fn read(field: &Field) -> TokenStream {
    let Field { name, ty, is_optional, constraints, .. } = field;
    let (check, span) = (constraints.closure(ty), ty.span());
    let way = quote_spanned!(span=> (&&&&__rt::FieldKind::<#ty>::NEW).way());
    match (is_optional, constraints.default_value(ty)) {
        (true, _) => quote_spanned!(span=> __fields.optional::<#ty>(__report, #name, #way, #check)),
        (false, Some(default)) => {
            quote_spanned!(span=> __fields.otherwise::<#ty>(__report, #name, #way, #check, #default))
        }
        (false, None) => quote_spanned!(span=> __fields.required::<#ty>(__report, #name, #way, #check)),
    }
}
