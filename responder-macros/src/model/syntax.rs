//! What is written: the fields, and what stands in each `#[model(..)]`.

use syn::{Attribute, Data, DeriveInput, Field, Fields, LitStr, Path};

use crate::constraints::{self, Constraints};
use crate::errors::Errors;
use crate::keys;

pub(super) struct Written<'i> {
    pub(super) fields: Vec<(&'i Field, Constraints)>,
    /// Functions that check the whole of it.
    pub(super) validate: Vec<Path>,
    /// Fields that are not known are mistakes.
    pub(super) only_known: bool,
}

pub(super) fn read<'i>(item: &'i DeriveInput, errors: &mut Errors) -> Option<Written<'i>> {
    let named = match &item.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(named) => named,
            _ => {
                errors.push(
                    &item.ident,
                    "a model has fields with names; what is one text implements `std::str::FromStr`",
                );
                return None;
            }
        },
        _ => {
            errors.push(
                &item.ident,
                "a model is a struct; an enum that is one text implements `std::str::FromStr`, or derives `serde::Deserialize` as a field",
            );
            return None;
        }
    };
    let fields = named.named.iter().map(|field| (field, constraints(field, errors))).collect();
    let (mut validate, mut only_known) = (Vec::new(), false);
    read_marks(&item.attrs, &["validate", "deny_unknown"], errors, |key, errors| match key.name.to_string().as_str() {
        "validate" => validate.extend(key.value::<Path>("the path of a function", "check", errors)),
        _ => only_known = key.flag(errors).is_some(),
    });
    Some(Written { fields, validate, only_known })
}

fn constraints(field: &Field, errors: &mut Errors) -> Constraints {
    let known: Vec<&str> = constraints::KEYS.iter().chain(&["validate"]).copied().collect();
    let mut constraints = Constraints::default();
    read_marks(&field.attrs, &known, errors, |key, errors| match key.name == "validate" {
        true => constraints.read_validate(&key, errors),
        false => constraints.read(key, errors),
    });
    constraints
}

/// Reads the keys of each `#[model(..)]`.
fn read_marks(attrs: &[Attribute], known: &[&str], errors: &mut Errors, mut read: impl FnMut(keys::Key, &mut Errors)) {
    for mark in attrs.iter().filter(|attr| attr.path().is_ident("model")) {
        let syn::Meta::List(list) = &mark.meta else {
            errors.push(mark, "write what it has to meet in parentheses: `#[model(min_length = 1)]`");
            continue;
        };
        let attribute = keys::Attribute { name: "model", known, text: None };
        if let Some(text) = keys::parse(list.tokens.clone(), &attribute, errors, &mut read) {
            errors.push(&text, not_a_name(&text));
        }
    }
}

fn not_a_name(text: &LitStr) -> String {
    format!("another name is written `#[model(alias = {:?})]`, at its field", text.value())
}
