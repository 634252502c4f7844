//! What it means: a function that takes one error, and answers it.

use syn::Path;

use super::syntax::Written;
use crate::arguments::{Arguments, Source, Taker};
use crate::errors::Errors;
use crate::function::Function;

pub(super) struct Checked {
    /// The status that it is for, with the number as it is written.
    pub(super) status: Option<(u16, syn::LitInt)>,
    pub(super) api: Path,
    pub(super) arguments: Arguments,
}

pub(super) fn check(written: Written, function: &Function, errors: &mut Errors) -> Checked {
    function.check_callable("an exception handler", errors);
    let status = written.status.map(|literal| {
        let status = literal.base10_parse().ok().filter(|status| (400..=599).contains(status));
        if status.is_none() {
            errors.push(&literal, "this is no status of an error, which are the numbers from 400 to 599");
        }
        (status.unwrap_or_default(), literal)
    });
    let arguments = Arguments::of(function, Taker::ExceptionHandler, errors);
    let count = arguments.sources.iter().filter(|source| matches!(source, Source::Exception(_))).count();
    if count != 1 && errors.is_empty() {
        errors.push(
            &function.sig.ident,
            "an exception handler takes one error by value, `exc: MyError`; all its other arguments are references",
        );
    }
    if let Some(ty) = function.returns().filter(|_| function.returns_result()) {
        errors.push(ty, "an exception handler does not fail: answer the error, or panic for a 500");
    }
    Checked { status, api: written.api, arguments }
}
