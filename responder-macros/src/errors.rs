//! Errors of the user: all of them collected, each on the token that is wrong.

use proc_macro2::TokenStream;
use quote::ToTokens;

/// The errors found so far in one attribute.
#[derive(Default)]
pub(crate) struct Errors(Option<syn::Error>);

impl Errors {
    pub(crate) fn push(&mut self, tokens: impl ToTokens, message: impl std::fmt::Display) {
        self.add(syn::Error::new_spanned(tokens, message));
    }

    pub(crate) fn add(&mut self, error: syn::Error) {
        match &mut self.0 {
            Some(errors) => errors.combine(error),
            None => self.0 = Some(error),
        }
    }

    /// Those found by somebody else, too.
    pub(crate) fn append(&mut self, others: Errors) {
        if let Some(others) = others.0 {
            self.add(others);
        }
    }

    /// The value, or the error noted.
    pub(crate) fn note<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.add(error)).ok()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The errors, if there are any.
    pub(crate) fn into_result(self) -> syn::Result<()> {
        self.0.map_or(Ok(()), Err)
    }

    /// `compile_error!` for each.
    pub(crate) fn into_tokens(self) -> TokenStream {
        self.0.map(|errors| errors.into_compile_error()).unwrap_or_default()
    }
}

/// `, did you mean `x`?` if one of the known names is close to what was written.
pub(crate) fn did_you_mean(written: &str, known: &[&str]) -> String {
    let close = known.iter().map(|name| (distance(written, name), name)).min();
    match close {
        Some((distance, name)) if distance <= 2 && distance < written.chars().count().max(2) => {
            format!(", did you mean `{name}`?")
        }
        _ => String::new(),
    }
}

/// How many letters have to be added, removed or replaced (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, other) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != *other);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_close_is_suggested() {
        assert_eq!(did_you_mean("methds", &["methods", "api"]), ", did you mean `methods`?");
        assert_eq!(did_you_mean("it", &["int", "str"]), ", did you mean `int`?");
        assert_eq!(did_you_mean("colour", &["methods", "api"]), "");
    }
}
