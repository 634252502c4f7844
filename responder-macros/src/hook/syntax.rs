//! What is written: the keys.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::{LitInt, LitStr, Path};

use super::Phase;
use crate::errors::Errors;
use crate::keys::{self, API, API_EXAMPLE, Attribute};

#[derive(Default)]
pub(super) struct Written {
    pub(super) order: Option<Order>,
    pub(super) guard: Option<Ident>,
    pub(super) prefix: Option<LitStr>,
    pub(super) api: Option<Path>,
}

/// A whole number, which may have a sign.
pub(super) struct Order {
    pub(super) tokens: TokenStream,
    pub(super) number: syn::Result<i32>,
}

impl syn::parse::Parse for Order {
    fn parse(input: syn::parse::ParseStream<'_>) -> syn::Result<Self> {
        let sign: Option<syn::Token![-]> = input.parse()?;
        let digits: LitInt = input.parse()?;
        let tokens = quote::quote!(#sign #digits);
        let text = format!("{}{}", if sign.is_some() { "-" } else { "" }, digits.base10_digits());
        let number = text.parse().map_err(|_| syn::Error::new_spanned(&tokens, "an order is a 32-bit number"));
        Ok(Order { tokens, number })
    }
}

pub(super) fn read(phase: Phase, tokens: TokenStream, errors: &mut Errors) -> Written {
    let mut written = Written::default();
    let known: &[&str] =
        if phase == Phase::Before { &["order", "guard", "prefix", "api"] } else { &["order", "prefix", "api"] };
    let attribute = Attribute { name: phase.attribute(), known, text: None };
    let text = keys::parse(tokens, &attribute, errors, |key, errors| match key.name.to_string().as_str() {
        "order" => written.order = key.value("a number", "1", errors),
        "guard" => written.guard = key.flag(errors),
        "prefix" => written.prefix = key.text("/admin", errors),
        _ => written.api = key.value(API, API_EXAMPLE, errors),
    });
    if let Some(text) = text {
        errors.push(
            &text,
            format!(
                "`#[{}]` runs for all routes of the API; for those below a path write `prefix = {}`",
                phase.attribute(),
                text.to_token_stream()
            ),
        );
    }
    written
}
