//! What the code of `#[policy]` needs: which path parameters an argument can be, and what says yes or no.

use std::marker::PhantomData;

use crate::message::FromParam;

/// Finds out, in a constant, whether the text of a convertor can be a `T`: the inherent constant is
/// there only if it can, and then it wins over the one of [`NoParam`].
pub struct ParamProbe<T, C>(PhantomData<(T, C)>);

impl<T: FromParam<C>, C> ParamProbe<T, C> {
    /// It can.
    pub const FITS: bool = true;
}

/// The answer for all other types.
pub trait NoParam {
    /// It cannot.
    const FITS: bool = false;
}

impl<T, C> NoParam for ParamProbe<T, C> {}

/// What a policy returns, or has in its `Result`: `true` lets the request pass.
#[diagnostic::on_unimplemented(
    message = "a policy cannot return `{Self}`",
    label = "this says neither yes nor no",
    note = "a policy returns `bool`, or `Result<bool, E>` with an error that an `#[exception_handler]` answers; \
            `Result<(), E>` refuses by its error alone"
)]
pub trait Verdict {
    /// Whether the request may pass.
    fn allows(self) -> bool;
}

impl Verdict for bool {
    fn allows(self) -> bool {
        self
    }
}
