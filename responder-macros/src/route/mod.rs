//! `#[route]` and the verbs.

mod check;
mod expand;
mod syntax;
mod view;

use proc_macro2::TokenStream;
use quote::quote;

use crate::errors::Errors;
use crate::function::Function;
use crate::recover;

/// Which attribute it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verb {
    /// `#[route]`, which names its methods.
    Any,
    /// The attribute of one method.
    One(&'static str),
    /// `#[default_route]`, for what no route has.
    Default,
}

impl Verb {
    fn attribute(self) -> String {
        match self {
            Verb::Any => "route".into(),
            Verb::One(method) => method.to_lowercase(),
            Verb::Default => "default_route".into(),
        }
    }
}

pub(crate) fn attribute(verb: Verb, keys: TokenStream, item: TokenStream) -> TokenStream {
    let mut function = match Function::under(&verb.attribute(), item.clone()) {
        Ok(function) => function,
        Err(answer) => return syn::parse2(item).map_or(answer, |item| view::attribute(verb, keys, item)),
    };
    if recover::after_conditions(&verb.attribute(), &keys, &mut function.attrs) {
        return function.as_written();
    }
    let mut errors = Errors::default();
    let mut written = syntax::read(verb, keys, &mut errors);
    written.access = syntax::Access::take(&mut function.attrs, &function.sig.ident, &mut errors);
    let route = check::check(written, &function, &mut errors);
    let registered = match route {
        Some(route) if errors.is_empty() => {
            let registered = expand::expand(&route, &function);
            function.attrs.push(recover::route_mark());
            registered
        }
        _ => errors.into_tokens(),
    };
    quote!(#function #registered)
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenTree;

    use super::*;

    fn count(tokens: TokenStream) -> usize {
        let tokens = tokens.into_iter();
        tokens.map(|tree| if let TokenTree::Group(group) = tree { 2 + count(group.stream()) } else { 1 }).sum()
    }

    /// What a user's build pays for each route. Raise a limit only for something that is worth it in
    /// a crate of 500 routes; `benches/compile-times/run` measures that.
    #[test]
    fn a_route_expands_to_few_tokens() {
        let plain = quote!(
            fn plain() {}
        );
        let typical = quote! {
            #[require_role("admin")]
            fn typical(id: u64, claims: &Claims, api: &Api) -> Result<Media<User>, AppError> {}
        };
        for (path, function, limit) in [(quote!("/plain"), plain, 335), (quote!("/users/{id:int}"), typical, 795)] {
            let written = count(function.clone());
            let expanded = count(attribute(Verb::One("GET"), path, function)) - written;
            println!("{expanded} tokens for {written}");
            assert!(expanded <= limit, "{expanded} tokens, and {limit} are allowed");
        }
    }
}
