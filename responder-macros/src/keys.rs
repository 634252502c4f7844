//! What stands in the parentheses of an attribute: `literal, flag, key = value`.

use proc_macro2::{Ident, Span, TokenStream};
use syn::parse::{ParseStream, Parser};
use syn::{LitStr, Token};

use crate::errors::{Errors, did_you_mean};

/// Reads comma-separated keys. `read` gets each known key once, with the input after its name.
///
/// A string that stands before all keys goes to `literal`.
pub(crate) fn parse(
    tokens: TokenStream,
    attribute: &str,
    known: &[&str],
    errors: &mut Errors,
    literal: &mut Option<LitStr>,
    mut read: impl FnMut(&Ident, ParseStream<'_>) -> syn::Result<()>,
) {
    let mut seen: Vec<String> = Vec::new();
    let mut found = Errors::default();
    let parser = |input: ParseStream<'_>| {
        if input.peek(LitStr) {
            *literal = Some(input.parse()?);
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        while !input.is_empty() {
            let key: Ident = input.call(syn::ext::IdentExt::parse_any)?;
            let name = key.to_string();
            if !known.contains(&name.as_str()) {
                found.push(&key, unknown(attribute, &name, known));
                skip(input)?;
            } else if seen.contains(&name) {
                found.push(&key, format!("`{name}` is given twice"));
                skip(input)?;
            } else {
                seen.push(name);
                read(&key, input)?;
            }
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(())
    };
    errors.note(parser.parse2(tokens));
    found.merge_into(errors);
}

fn unknown(attribute: &str, name: &str, known: &[&str]) -> String {
    let suggestion = did_you_mean(name, known);
    match (suggestion.is_empty(), known) {
        (false, _) => format!("`#[{attribute}]` has no key `{name}`{suggestion}"),
        (true, []) => format!("`#[{attribute}]` has no keys"),
        (true, known) => format!("`#[{attribute}]` has no key `{name}`; it has `{}`", known.join("`, `")),
    }
}

/// Passes over a value, so that the keys after it are still read.
fn skip(input: ParseStream<'_>) -> syn::Result<()> {
    while !input.is_empty() && !input.peek(Token![,]) {
        input.parse::<proc_macro2::TokenTree>()?;
    }
    Ok(())
}

/// `= value`.
pub(crate) fn value<T: syn::parse::Parse>(input: ParseStream<'_>) -> syn::Result<T> {
    input.parse::<Token![=]>()?;
    input.parse()
}

/// The API type that an attribute registers on: the one called `Api` in scope, unless named.
pub(crate) fn api_or_default(named: Option<syn::Path>) -> syn::Path {
    named.unwrap_or_else(|| Ident::new("Api", Span::call_site()).into())
}

/// The keys of an attribute that can only name its API.
pub(crate) fn only_api(tokens: TokenStream, attribute: &str, errors: &mut Errors) -> syn::Path {
    let (mut api, mut literal) = (None, None);
    parse(tokens, attribute, &["api"], errors, &mut literal, |_, input| {
        api = Some(value(input)?);
        Ok(())
    });
    if let Some(literal) = literal {
        errors.push(literal, format!("`#[{attribute}]` takes no text"));
    }
    api_or_default(api)
}
