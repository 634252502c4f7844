//! What is written: the status that it is for, and the API that it belongs to.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{LitInt, Path};

use crate::errors::Errors;
use crate::keys;

pub(super) struct Written {
    pub(super) status: Option<LitInt>,
    pub(super) api: Path,
}

pub(super) fn read(tokens: TokenStream, errors: &mut Errors) -> Written {
    let mut items = keys::items(tokens);
    let status = items.first().and_then(|first| first.parse::<LitInt>());
    if status.is_some() {
        items.remove(0);
    }
    Written { status, api: keys::only_api(quote!(#(#items),*), "exception_handler", errors) }
}
