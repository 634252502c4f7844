//! What is written: the API that it belongs to.

use proc_macro2::TokenStream;
use syn::Path;

use crate::errors::Errors;
use crate::keys;

pub(super) fn read(tokens: TokenStream, errors: &mut Errors) -> Path {
    keys::only_api(tokens, "policy", errors)
}
