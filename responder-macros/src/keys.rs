//! What stands in the parentheses of an attribute: `literal, flag, key = value`.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::LitStr;
use syn::parse::Parse;

use crate::errors::{Errors, did_you_mean};

/// What one attribute takes.
pub(crate) struct Attribute<'a> {
    pub(crate) name: &'a str,
    /// Its keys.
    pub(crate) known: &'a [&'a str],
    /// What a text before all keys is, for attributes that take one: `the path`.
    pub(crate) text: Option<&'a str>,
}

/// One of the things between the commas.
pub(crate) struct Item(pub(crate) Vec<TokenTree>);

impl ToTokens for Item {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.0.iter().cloned());
    }
}

impl Item {
    /// As one of ours, if that is what it is.
    pub(crate) fn parse<T: Parse>(&self) -> Option<T> {
        syn::parse2(self.to_token_stream()).ok()
    }

    /// `key`, or the `key` of `key = value`.
    fn key(&self) -> Option<&Ident> {
        match self.0.as_slice() {
            [TokenTree::Ident(key)] => Some(key),
            [TokenTree::Ident(key), TokenTree::Punct(equals), ..] if equals.as_char() == '=' => Some(key),
            _ => None,
        }
    }

    /// The value of `key = value`, with its key.
    pub(crate) fn key_value(&self) -> Option<(&Ident, Item)> {
        let key = self.key().filter(|_| self.0.len() > 1)?;
        Some((key, Item(self.0[2..].to_vec())))
    }
}

/// What stands between commas that are not in parentheses.
pub(crate) fn items(tokens: TokenStream) -> Vec<Item> {
    let mut items = vec![Item(Vec::new())];
    for tree in tokens {
        match (&tree, items.last_mut()) {
            (TokenTree::Punct(comma), _) if comma.as_char() == ',' => items.push(Item(Vec::new())),
            (_, Some(item)) => item.0.push(tree),
            (_, None) => {}
        }
    }
    items.retain(|item| !item.0.is_empty());
    items
}

/// A known key, with what it is set to.
pub(crate) struct Key {
    pub(crate) name: Ident,
    value: Item,
    has_value: bool,
}

impl Key {
    /// `key = value`, whose value is `what`, such as `example`.
    pub(crate) fn value<T: Parse>(&self, what: &str, example: &str, errors: &mut Errors) -> Option<T> {
        let name = &self.name;
        let value = self.value.parse();
        if value.is_none() {
            let message = format!("`{name}` takes {what}: `{name} = {example}`");
            if self.value.0.is_empty() { errors.push(name, message) } else { errors.push(&self.value, message) }
        }
        value
    }

    /// Whether it is set to something.
    pub(crate) fn has_value(&self) -> bool {
        self.has_value
    }

    /// `key = "text"`.
    pub(crate) fn text(&self, example: &str, errors: &mut Errors) -> Option<LitStr> {
        self.value("text in quotes", &format!("{example:?}"), errors)
    }

    /// `key` without a value.
    pub(crate) fn flag(self, errors: &mut Errors) -> Option<Ident> {
        if self.has_value {
            errors.push(&self.value, format!("`{}` has no value: it is there or not", self.name));
            return None;
        }
        Some(self.name)
    }
}

/// Reads what stands in an attribute. `read` gets each known key once; the text before them is returned.
/// Every item is read by itself, so that one mistake does not hide another.
pub(crate) fn parse(
    tokens: TokenStream,
    attribute: &Attribute<'_>,
    errors: &mut Errors,
    mut read: impl FnMut(Key, &mut Errors),
) -> Option<LitStr> {
    let (mut text, mut seen) = (None, Vec::<String>::new());
    for (index, item) in items(tokens).into_iter().enumerate() {
        if index == 0
            && let Some(literal) = item.parse::<LitStr>()
        {
            text = Some(literal);
            continue;
        }
        match item.key() {
            Some(key) if !attribute.known.contains(&key.to_string().as_str()) => {
                let is_value = item.0.len() == 1 && index == 0 && text.is_none();
                match attribute.text.filter(|_| is_value && did_you_mean(&key.to_string(), attribute.known).is_empty())
                {
                    Some(what) => errors.push(key, not_a_text(what)),
                    None => errors.push(key, unknown(attribute, &key.to_string())),
                }
            }
            Some(key) if seen.contains(&key.to_string()) => errors.push(key, format!("`{key}` is given twice")),
            Some(key) => {
                seen.push(key.to_string());
                let value = item.0.get(2..).unwrap_or_default().to_vec();
                read(Key { name: key.clone(), value: Item(value), has_value: item.0.len() > 1 }, errors);
            }
            None => match attribute.text.filter(|_| index == 0) {
                Some(what) => errors.push(&item, not_a_text(what)),
                None => errors.push(&item, format!("this is no `key = value`: {}", has_keys(attribute))),
            },
        }
    }
    text
}

/// Attributes are expanded before anything else is known.
fn not_a_text(what: &str) -> String {
    format!("{what} is text in quotes here, and not a constant or a macro, whose value an attribute cannot see")
}

fn unknown(attribute: &Attribute<'_>, name: &str) -> String {
    let suggestion = did_you_mean(name, attribute.known);
    match suggestion.is_empty() {
        false => format!("`#[{}]` has no key `{name}`{suggestion}", attribute.name),
        true if attribute.known.is_empty() => format!("`#[{}]` has no keys", attribute.name),
        true => format!("`#[{}]` has no key `{name}`; {}", attribute.name, has_keys(attribute)),
    }
}

fn has_keys(attribute: &Attribute<'_>) -> String {
    match attribute.known {
        [] => format!("`#[{}]` has no keys", attribute.name),
        [key] => format!("it has `{key}`"),
        known => format!("it has `{}`", known.join("`, `")),
    }
}

/// The API type that an attribute registers on: the one called `Api` in scope, unless named.
pub(crate) fn api_or_default(named: Option<syn::Path>) -> syn::Path {
    named.unwrap_or_else(|| Ident::new("Api", Span::call_site()).into())
}

/// The keys of an attribute that can only name its API.
pub(crate) fn only_api(tokens: TokenStream, name: &str, errors: &mut Errors) -> syn::Path {
    let mut api = None;
    let attribute = Attribute { name, known: &["api"], text: None };
    let text = parse(tokens, &attribute, errors, |key, errors| api = key.value(API, API_EXAMPLE, errors));
    if let Some(text) = text {
        errors.push(text, format!("`#[{name}]` takes no text"));
    }
    api_or_default(api)
}

/// What the key `api` takes.
pub(crate) const API: &str = "the path of an API type";
/// An example of it.
pub(crate) const API_EXAMPLE: &str = "crate::Api";
