//! What is written: the keys, and the marked field.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::{Attribute, Ident, ItemStruct, LitBool, LitStr, Member, Path};

use crate::errors::Errors;
use crate::keys::{self, API, API_EXAMPLE};

#[derive(Default)]
pub(super) struct Written {
    pub(super) title: Option<LitStr>,
    pub(super) version: Option<LitStr>,
    pub(super) within: Option<(Ident, Path)>,
    pub(super) prefix: Option<(Ident, LitStr)>,
    /// The principal that routes ask for.
    pub(super) auth: Option<Path>,
    /// Whether a slash too many or too few is put right.
    pub(super) redirect_slashes: Option<(Ident, LitBool)>,
    /// `access = explicit`.
    pub(super) access: Option<Ident>,
    /// The field marked `#[sessions]`.
    pub(super) sessions: Option<Member>,
}

/// The struct under the attribute; if it is none, the tokens to answer with.
pub(super) fn item(item: TokenStream) -> Result<ItemStruct, TokenStream> {
    syn::parse2(item.clone()).map_err(|_| {
        let error =
            syn::Error::new(Span::call_site(), "`#[api]` goes on a struct: its fields are the application's state")
                .into_compile_error();
        quote!(#item #error)
    })
}

/// Reads the keys, and takes the markers off the fields.
pub(super) fn read(tokens: TokenStream, item: &mut ItemStruct, errors: &mut Errors) -> Written {
    let mut written = Written::default();
    let known = ["title", "version", "within", "prefix", "auth", "access", "redirect_slashes"];
    let attribute = keys::Attribute { name: "api", known: &known, text: None };
    let text = keys::parse(tokens, &attribute, errors, |key, errors| match key.name.to_string().as_str() {
        "title" => written.title = key.text("Shop", errors),
        "version" => written.version = key.text("1.0", errors),
        "within" => written.within = key.value(API, API_EXAMPLE, errors).map(|path| (key.name, path)),
        "prefix" => written.prefix = key.text("/users", errors).map(|text| (key.name, text)),
        "auth" => written.auth = key.value("the type of a principal", "User", errors),
        "redirect_slashes" => {
            written.redirect_slashes = key.value("`true` or `false`", "false", errors).map(|value| (key.name, value));
        }
        _ => written.access = key.value("the word `explicit`", "explicit", errors),
    });
    if let Some(text) = text {
        errors.push(text, "write `title = \"..\"`");
    }
    for (index, field) in item.fields.iter_mut().enumerate() {
        let (marks, others): (Vec<Attribute>, Vec<Attribute>) =
            std::mem::take(&mut field.attrs).into_iter().partition(|attr| attr.path().is_ident("sessions"));
        field.attrs = others;
        let Some(mark) = marks.first() else { continue };
        if written.sessions.is_some() || marks.len() > 1 {
            errors.push(mark, "an API has one kind of session: mark one field `#[sessions]`");
        }
        written.sessions = Some(field.ident.clone().map_or(Member::Unnamed(index.into()), Member::Named));
    }
    written
}
