//! What it means: a function that takes the API's state, or nothing.

use syn::{FnArg, Type};

use super::When;
use crate::errors::Errors;
use crate::function::Function;

pub(super) fn check(when: When, function: &Function, errors: &mut Errors) {
    function.check_callable(&format!("an `#[{}]` function", when.attribute()), errors);
    for (index, argument) in function.sig.inputs.iter().enumerate() {
        let is_shared = matches!(argument, FnArg::Typed(argument) if matches!(&*argument.ty, Type::Reference(ty) if ty.mutability.is_none()));
        if index > 0 || !is_shared {
            errors.push(
                argument,
                format!(
                    "an `#[{}]` function can take `api: &Api` and nothing else: there is no request",
                    when.attribute()
                ),
            );
        }
    }
}
