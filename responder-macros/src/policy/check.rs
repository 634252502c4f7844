//! What it means: a function that says yes or no.

use crate::arguments::{Arguments, Source, Taker};
use crate::errors::Errors;
use crate::function::Function;

pub(super) fn check(function: &Function, errors: &mut Errors) -> Arguments {
    function.check_callable("a policy", errors);
    if function.returns().is_none() {
        errors.push(&function.sig.ident, "a policy says yes or no: let it return `bool` or `Result<bool, E>`");
    }
    let arguments = Arguments::of(function, Taker::Policy, errors);
    if let Some(ty) = arguments.sources.iter().find_map(|source| match source {
        Source::Mutable(ty) => Some(ty),
        _ => None,
    }) {
        errors.push(ty, "a policy decides and changes nothing: it takes no `&mut`");
    }
    arguments
}
