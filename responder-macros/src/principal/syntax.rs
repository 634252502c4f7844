//! What is written: the marked fields.

use syn::{Attribute, Data, DeriveInput, Field, Ident, Member};

use crate::errors::{Errors, did_you_mean};

/// A field marked `#[principal(role)]` or `#[principal(scope)]`.
pub(super) struct Marked<'i> {
    pub(super) mark: &'i Attribute,
    pub(super) key: &'static str,
    pub(super) member: Member,
    pub(super) field: &'i Field,
}

/// What a field can hold.
const KEYS: [&str; 2] = ["role", "scope"];

pub(super) fn read<'i>(item: &'i DeriveInput, errors: &mut Errors) -> Vec<Marked<'i>> {
    let Data::Struct(data) = &item.data else {
        errors.push(&item.ident, "a principal is a struct");
        return Vec::new();
    };
    let mut marked = Vec::new();
    for (index, field) in data.fields.iter().enumerate() {
        for mark in field.attrs.iter().filter(|attr| attr.path().is_ident("principal")) {
            let Ok(written) = mark.parse_args::<Ident>() else {
                errors.push(mark, "a field is marked `#[principal(role)]` or `#[principal(scope)]`");
                continue;
            };
            let name = written.to_string();
            match KEYS.iter().find(|key| **key == name) {
                Some(key) => {
                    let member = field.ident.clone().map_or(Member::Unnamed(index.into()), Member::Named);
                    marked.push(Marked { mark, key, member, field });
                }
                None => {
                    let suggestion = did_you_mean(&name, &KEYS);
                    let list = if suggestion.is_empty() { "; it has `role` and `scope`".into() } else { suggestion };
                    errors.push(&written, format!("`#[principal]` has no key `{name}`{list}"));
                }
            }
        }
    }
    marked
}
