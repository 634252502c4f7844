//! What is written: the variants, and the names given to them.

use syn::{Data, DeriveInput, LitStr, Variant};

use crate::errors::Errors;

/// The variants with what stands in their `#[role("..")]`.
pub(super) fn read<'i>(item: &'i DeriveInput, errors: &mut Errors) -> Vec<(&'i Variant, Option<LitStr>)> {
    let Data::Enum(data) = &item.data else {
        errors.push(&item.ident, "the roles are the variants of an enum");
        return Vec::new();
    };
    let mut variants = Vec::new();
    for variant in &data.variants {
        let mut name = None;
        for attr in variant.attrs.iter().filter(|attr| attr.path().is_ident("role")) {
            if name.is_some() {
                errors.push(attr, "a role has one name");
            }
            name = errors.note(attr.parse_args::<LitStr>());
        }
        variants.push((variant, name));
    }
    variants
}
