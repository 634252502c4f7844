//! What it means: at most one field for the roles of the principal, and one for its scopes.

use syn::{DeriveInput, Member, Type};

use super::syntax::Marked;
use crate::errors::Errors;

/// A field, with its type.
pub(super) type Holder = (Member, Type);

pub(super) struct Checked {
    pub(super) roles: Option<Holder>,
    pub(super) scopes: Option<Holder>,
}

pub(super) fn check(written: &[Marked<'_>], item: &DeriveInput, errors: &mut Errors) -> Checked {
    for parameter in &item.generics.params {
        errors.push(parameter, "a principal cannot be generic: a guard returns one type");
    }
    let mut holder = |key: &str, many: &str| {
        let mut fields = written.iter().filter(|marked| marked.key == key);
        let first = fields.next();
        for second in fields {
            errors.push(second.mark, format!("one field holds the {key}s; for several let it be a `{many}`"));
        }
        first.map(|first| (first.member.clone(), first.field.ty.clone()))
    };
    Checked { roles: holder("role", "Vec"), scopes: holder("scope", "ScopeSet") }
}
