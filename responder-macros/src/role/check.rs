//! What it means: a name for each variant.

use proc_macro2::Ident;
use syn::{DeriveInput, Fields, LitStr, Variant};

use crate::errors::Errors;

pub(super) fn check(
    written: Vec<(&Variant, Option<LitStr>)>,
    item: &DeriveInput,
    errors: &mut Errors,
) -> Vec<(Ident, String)> {
    for parameter in &item.generics.params {
        errors.push(parameter, "a role type cannot be generic");
    }
    if written.is_empty() && errors.is_empty() {
        errors.push(&item.ident, "there are no roles: add a variant for each");
    }
    let mut roles: Vec<(Ident, String)> = Vec::new();
    for (variant, name) in written {
        if !matches!(variant.fields, Fields::Unit) {
            errors.push(&variant.fields, "a role is a name and carries no data");
        }
        let text = name.as_ref().map_or_else(|| snake_case(&variant.ident.to_string()), LitStr::value);
        if text.is_empty() || text.chars().any(|c| c.is_whitespace() || c.is_control()) {
            errors.push(&name, "the name of a role is text without white space");
        }
        if let Some((other, _)) = roles.iter().find(|(_, known)| *known == text) {
            errors.push(&variant.ident, format!("`{other}` is called `{text}` too"));
        }
        roles.push((variant.ident.clone(), text));
    }
    roles
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
