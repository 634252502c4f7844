//! What the code of `#[policy]` needs: which path parameters an argument can be, and what says yes or no.

use std::marker::PhantomData;

use crate::message::{FloatParam, IntParam, PathParam, StrParam, UuidParam};

/// Finds out, in constants, whether the text of each convertor can be a `T`: an inherent constant is
/// there only if it can, and then it wins over the one of [`NoParam`].
pub struct ParamProbe<T>(PhantomData<T>);

macro_rules! probes {
    ($($name:ident: $param:ident;)*) => {
        $(impl<T: $param> ParamProbe<T> {
            /// It can.
            pub const $name: bool = true;
        })*

        /// The answer for all other types.
        pub trait NoParam {
            $(
                /// It cannot.
                const $name: bool = false;
            )*
        }
    };
}

probes! {
    INT: IntParam;
    UUID: UuidParam;
    FLOAT: FloatParam;
    STR: StrParam;
    PATH: PathParam;
}

impl<T> NoParam for ParamProbe<T> {}

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
