//! What is written: a handler, and its parameters.

use proc_macro2::{Ident, Span};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Expr, Path, Token};

pub(super) struct Written {
    pub(super) handler: Path,
    /// `name = value`, or a name that is its value as well.
    pub(super) values: Vec<(Ident, Option<Expr>)>,
}

const HOW: &str = "`url!` takes a handler and the parameters of its path: `url!(get_user, id = 42)`";

impl Parse for Written {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.is_empty() {
            return Err(syn::Error::new(Span::call_site(), HOW));
        }
        let how = |error: syn::Error| syn::Error::new(error.span(), HOW);
        let handler = input.call(Path::parse_mod_style).map_err(how)?;
        let mut values = Vec::new();
        while !input.is_empty() {
            input.parse::<Token![,]>().map_err(how)?;
            if input.is_empty() {
                break;
            }
            let name = input.call(Ident::parse_any).map_err(how)?;
            let value = match input.parse::<Option<Token![=]>>()? {
                Some(_) => Some(input.parse()?),
                None => None,
            };
            values.push((name, value));
        }
        Ok(Written { handler, values })
    }
}
