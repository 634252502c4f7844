//! What it means: what each field is called, and that its constraints can be said of its type.

use syn::ext::IdentExt;
use syn::{DeriveInput, Ident, LitStr, Path, Type};

use super::syntax::Written;
use crate::constraints::Constraints;
use crate::errors::Errors;
use crate::function::argument_of;

pub(super) struct Checked {
    pub(super) fields: Vec<Field>,
    pub(super) validate: Vec<Path>,
    pub(super) only_known: bool,
}

pub(super) struct Field {
    pub(super) ident: Ident,
    /// What a client calls it.
    pub(super) name: String,
    /// Without the `Option`.
    pub(super) ty: Type,
    pub(super) is_optional: bool,
    pub(super) constraints: Constraints,
}

pub(super) fn check(written: Written<'_>, item: &DeriveInput, errors: &mut Errors) -> Checked {
    for parameter in &item.generics.params {
        errors.push(parameter, "a model cannot be generic: a handler takes one type");
    }
    let mut fields: Vec<Field> = Vec::new();
    for (field, constraints) in written.fields {
        let Some(ident) = field.ident.clone() else { continue };
        let (is_optional, ty) = match argument_of(&field.ty, "Option") {
            Some(inner) => (true, inner.clone()),
            None => (false, field.ty.clone()),
        };
        constraints.check(&ty, is_optional, errors);
        let name = constraints.alias.as_ref().map_or_else(|| ident.unraw().to_string(), LitStr::value);
        if fields.iter().any(|other| other.name == name) {
            errors.push(&ident, format!("another field is called `{name}` by clients already"));
        }
        fields.push(Field { ident, name, ty, is_optional, constraints });
    }
    Checked { fields, validate: written.validate, only_known: written.only_known }
}
