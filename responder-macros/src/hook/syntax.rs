//! What is written: the keys.

use proc_macro2::{Ident, TokenStream};
use syn::{LitInt, LitStr, Path};

use super::Phase;
use crate::errors::Errors;
use crate::keys;

#[derive(Default)]
pub(super) struct Written {
    pub(super) order: Option<LitInt>,
    pub(super) guard: Option<Ident>,
    pub(super) api: Option<Path>,
}

pub(super) fn read(phase: Phase, tokens: TokenStream, errors: &mut Errors) -> Written {
    let mut written = Written::default();
    let known: &[&str] = if phase == Phase::Before { &["order", "guard", "api"] } else { &["order", "api"] };
    let mut literal: Option<LitStr> = None;
    keys::parse(tokens, phase.attribute(), known, errors, &mut literal, |key, input| {
        match key.to_string().as_str() {
            "order" => written.order = Some(keys::value(input)?),
            "guard" => written.guard = Some(key.clone()),
            _ => written.api = Some(keys::value(input)?),
        }
        Ok(())
    });
    if let Some(literal) = literal {
        errors.push(literal, format!("`#[{}]` takes no path: it runs for all routes of the API", phase.attribute()));
    }
    written
}
