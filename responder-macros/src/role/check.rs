//! What it means: a name for each variant.

use proc_macro2::Ident;
use syn::{DeriveInput, Fields, LitStr, Variant};

use super::Kind;
use crate::errors::Errors;

pub(super) fn check(
    kind: Kind,
    written: Vec<(&Variant, Option<LitStr>)>,
    item: &DeriveInput,
    errors: &mut Errors,
) -> Vec<(Ident, String)> {
    let word = kind.word();
    for parameter in &item.generics.params {
        errors.push(parameter, format!("a {word} type cannot be generic"));
    }
    if written.is_empty() && errors.is_empty() {
        errors.push(&item.ident, format!("there are no {word}s: add a variant for each"));
    }
    let mut roles: Vec<(Ident, String)> = Vec::new();
    for (variant, name) in written {
        if !matches!(variant.fields, Fields::Unit) {
            errors.push(&variant.fields, format!("a {word} is a name and carries no data"));
        }
        let text = name.as_ref().map_or_else(|| snake_case(&variant.ident.to_string()), LitStr::value);
        if !is_name(kind, &text) {
            errors.push(&name, format!("the name of a {word} is text without white space"));
        }
        if let Some((other, _)) = roles.iter().find(|(_, known)| *known == text) {
            errors.push(&variant.ident, format!("`{other}` is called `{text}` too"));
        }
        roles.push((variant.ident.clone(), text));
    }
    roles
}

/// A scope is more: what RFC 6749 calls a scope-token, which is also safe to quote in a header.
fn is_name(kind: Kind, text: &str) -> bool {
    let allowed = |c: char| match kind {
        Kind::Role => !c.is_whitespace() && !c.is_control(),
        Kind::Scope => c.is_ascii_graphic() && !matches!(c, '"' | '\\'),
    };
    !text.is_empty() && text.chars().all(allowed)
}

/// `SuperAdmin` is `super_admin`.
fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for (index, letter) in name.chars().enumerate() {
        if letter.is_uppercase() && index > 0 {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}
