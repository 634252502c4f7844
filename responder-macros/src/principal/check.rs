//! What it means: at most one field says which roles the principal has.

use syn::{DeriveInput, Member, Type};

use super::syntax::RoleField;
use crate::errors::Errors;

pub(super) fn check(written: Vec<RoleField<'_>>, item: &DeriveInput, errors: &mut Errors) -> Option<(Member, Type)> {
    for parameter in &item.generics.params {
        errors.push(parameter, "a principal cannot be generic: a guard returns one type");
    }
    let mut fields = written.into_iter();
    let first = fields.next();
    for second in fields {
        errors.push(second.mark, "one field holds the roles; for several roles let it be a `Vec`");
    }
    first.map(|first| (first.member, first.field.ty.clone()))
}
