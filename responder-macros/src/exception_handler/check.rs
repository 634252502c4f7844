//! What it means: a function that takes one error, and answers it.

use crate::arguments::{Arguments, Source, Taker};
use crate::errors::Errors;
use crate::function::Function;

pub(super) fn check(function: &Function, errors: &mut Errors) -> Arguments {
    function.check_callable("an exception handler", errors);
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
    arguments
}
