//! What is written: the variants, and the names given to them.

use syn::{Data, DeriveInput, LitStr, Variant};

use super::Kind;
use crate::errors::Errors;

/// The variants with what stands in their `#[role("..")]` or `#[scope("..")]`.
pub(super) fn read<'i>(kind: Kind, item: &'i DeriveInput, errors: &mut Errors) -> Vec<(&'i Variant, Option<LitStr>)> {
    let Data::Enum(data) = &item.data else {
        errors.push(&item.ident, format!("the {}s are the variants of an enum", kind.word()));
        return Vec::new();
    };
    let mut variants = Vec::new();
    for variant in &data.variants {
        let mut name = None;
        for attr in variant.attrs.iter().filter(|attr| attr.path().is_ident(kind.word())) {
            if name.is_some() {
                errors.push(attr, format!("a {} has one name", kind.word()));
            }
            name = attr.parse_args::<LitStr>().ok();
            if name.is_none() {
                let word = kind.word();
                errors.push(attr, format!("`#[{word}]` takes the name of the {word}: `#[{word}(\"..\")]`"));
            }
        }
        variants.push((variant, name));
    }
    variants
}
