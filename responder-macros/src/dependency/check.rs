//! What it means: a function whose value others read.

use crate::arguments::{Arguments, Taker};
use crate::errors::Errors;
use crate::function::{Function, Success};

pub(super) fn check(function: &Function, errors: &mut Errors) -> Arguments {
    function.check_callable("a dependency", errors);
    if matches!(function.success(), Success::Nothing) {
        errors.push(&function.sig.ident, "a dependency returns what it provides: `-> T` or `-> Result<T, E>`");
    }
    Arguments::of(function, Taker::Hook, errors)
}
