//! What is written: the marked fields.

use syn::{Attribute, Data, DeriveInput, Field, Ident, Member};

use crate::errors::{Errors, did_you_mean};

/// A field marked `#[principal(role)]`.
pub(super) struct RoleField<'i> {
    pub(super) mark: &'i Attribute,
    pub(super) member: Member,
    pub(super) field: &'i Field,
}

pub(super) fn read<'i>(item: &'i DeriveInput, errors: &mut Errors) -> Vec<RoleField<'i>> {
    let Data::Struct(data) = &item.data else {
        errors.push(&item.ident, "a principal is a struct");
        return Vec::new();
    };
    let mut marked = Vec::new();
    for (index, field) in data.fields.iter().enumerate() {
        for mark in field.attrs.iter().filter(|attr| attr.path().is_ident("principal")) {
            match errors.note(mark.parse_args::<Ident>()) {
                Some(key) if key == "role" => {
                    let member = field.ident.clone().map_or(Member::Unnamed(index.into()), Member::Named);
                    marked.push(RoleField { mark, member, field });
                }
                Some(key) => {
                    let suggestion = did_you_mean(&key.to_string(), &["role"]);
                    errors.push(
                        &key,
                        format!(
                            "`#[principal]` has no key `{key}`{}",
                            if suggestion.is_empty() { "; it has `role`".into() } else { suggestion }
                        ),
                    );
                }
                None => {}
            }
        }
    }
    marked
}
