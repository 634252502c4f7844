//! The type beside a route, and a value of it as text.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::Visibility;
use syn::ext::IdentExt;
use syn::spanned::Spanned;

use super::check::{Checked, field};
use crate::pattern::Pattern;

/// The type that stands beside a handler or view of this name. Not its own name: a handler called `uuid` or `str` would
/// hide what everybody means by that.
pub(crate) fn name_of(handler: &Ident) -> Ident {
    Ident::new(&format!("url_of_{}", handler.unraw()), handler.span())
}

pub(super) fn expand(url: &Checked) -> TokenStream {
    // Hygienic: what a user calls so in a value stays theirs.
    let [values, made] = ["__values", "__url"].map(|name| Ident::new(name, Span::mixed_site()));
    let route = &url.route;
    let fields = url.fields.iter().map(|(name, value)| {
        let text = name.unraw().to_string();
        quote_spanned!(value.span()=> #name: #values.keep(#text, ::responder::__private::UrlParam::from_value(#value)))
    });
    quote!({
        let mut #values = ::responder::__private::UrlValues::default();
        let #made = #route { #(#fields),* };
        #values.url(&#made)
    })
}

/// A type with a field for each parameter of the path, so that the compiler misses those that are missing; and what
/// says where it leads, for where the core is known and `route` is the route or its path.
pub(crate) fn record(
    vis: &Visibility,
    name: &Ident,
    pattern: &Pattern,
    route: &TokenStream,
) -> (TokenStream, TokenStream) {
    let fields: Vec<_> = pattern.params().map(|(_, param, _)| field(param, name.span())).collect();
    let types = pattern.params().map(|(_, _, convertor)| format_ident!("Url{}", convertor.ident()));
    let name = name_of(name);
    let record = quote_spanned! {name.span()=>
        #[doc(hidden)]
        #[allow(warnings)]
        #vis struct #name { #(pub #fields: ::responder::__private::#types),* }
    };
    let path = quote!(impl __rt::HasUrl for #name { const PATH: &'static dyn __rt::HasPath = &#route; });
    (record, path)
}
