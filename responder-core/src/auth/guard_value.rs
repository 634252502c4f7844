//! What a guard may not return: a value that looks like a decision, and would be taken for none.

use std::marker::PhantomData;

use crate::message::{Problem, Redirect, Reply};

/// Finds out, in constants, what kind of value a type is: the inherent constants are there only for
/// those kinds, and then they win over the ones of [`PlainValue`].
pub struct ValueProbe<T>(PhantomData<T>);

impl<T: Reply> ValueProbe<T> {
    /// It is an answer.
    pub const ANSWERS: bool = true;
}

impl<T> ValueProbe<Option<T>> {
    /// It is an `Option`, so that the value is inside it.
    pub const OPTION: bool = true;
}

impl ValueProbe<bool> {
    /// It can say no.
    pub const DECIDES: bool = true;
}

impl ValueProbe<u16> {
    /// It can be meant as a status.
    pub const DECIDES: bool = true;
}

impl ValueProbe<http::StatusCode> {
    /// It can be meant as a status.
    pub const DECIDES: bool = true;
}

impl ValueProbe<Problem> {
    /// It is meant as a refusal.
    pub const REFUSES: bool = true;
}

impl ValueProbe<Redirect> {
    /// It is meant as a refusal.
    pub const REFUSES: bool = true;
}

impl<T, E> ValueProbe<Result<T, E>> {
    /// It is a `Result`, so that the value is inside it.
    pub const RESULT: bool = true;
}

/// What is true of all other types.
pub trait PlainValue {
    /// It is no answer.
    const ANSWERS: bool = false;
    /// It cannot say no.
    const DECIDES: bool = false;
    /// It is no `Result`.
    const RESULT: bool = false;
    /// It is no `Option`.
    const OPTION: bool = false;
    /// It refuses nobody, and does not look so.
    const REFUSES: bool = false;
}

impl<T> PlainValue for ValueProbe<T> {}

/// Checks, while compiling, the type that a guard or dependency provides.
///
/// # Panics
/// In a constant, so that it is a compiler error.
#[track_caller]
pub const fn provided_value(is_result: bool, is_option: bool) {
    assert!(
        !is_result,
        "this is a `Result` under another name: write it as `Result<T, E>`, so that what it provides can be seen"
    );
    assert!(
        !is_option,
        "this is an `Option` under another name: write it as `Option<T>`, so that what it provides can be seen"
    );
}

/// Checks, while compiling, the value that a dependency returns.
///
/// # Panics
/// In a constant, so that it is a compiler error.
#[track_caller]
pub const fn dependency_value(refuses: bool) {
    assert!(
        !refuses,
        "what a dependency returns is for functions to read, and this would be meant as a refusal: return it as the error of a `Result<T, E>`"
    );
}

/// Checks, while compiling, the value that a guard returns.
///
/// # Panics
/// In a constant, so that it is a compiler error.
#[track_caller]
pub const fn guard_value(answers: bool, decides: bool) {
    assert!(
        !decides,
        "a guard refuses by an error or by `None`, not by `false` or a number, which would let everybody in: return `Result<T, E>` or `Option<T>`, or set a status on `resp: &mut Response`"
    );
    assert!(
        !answers,
        "what a guard returns is for handlers to read, and this type is an answer: to refuse, return it as the error of a `Result<T, E>`; as a value, wrap it in a type of your own"
    );
}
