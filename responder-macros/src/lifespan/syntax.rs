//! What is written: the API that it belongs to.

use proc_macro2::TokenStream;
use syn::Path;

use super::When;
use crate::errors::Errors;
use crate::keys;

pub(super) fn read(when: When, tokens: TokenStream, errors: &mut Errors) -> Path {
    keys::only_api(tokens, when.attribute(), errors)
}
