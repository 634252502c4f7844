//! The traits that connect the user's API type with what its attributes declare.

use crate::error::Result;
use crate::exchange::Loans;
use crate::message::{Request, Response};
use crate::registry::{ApiFacts, ApiRecord, Policy, Prefix, Provider};

/// A type under `#[api]`.
///
/// Implemented by the attribute. The app is served through [`Serve`](crate::serve::Serve).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an API",
    label = "this type has no `#[api]`",
    note = "attributes register on the type called `Api` in scope: put `#[api]` on your struct"
)]
pub trait Application: Sized + Send + Sync + 'static {
    /// The API at the top, whose value is the application's state.
    type Root: Application<Root = Self::Root>;
    /// What all its paths start with.
    const PREFIX: Prefix;
    /// What is known about this API.
    const RECORD: &'static ApiRecord<Self::Root>;
    /// What its routes ask while compiling; found once for all of them.
    const FACTS: ApiFacts<Self::Root> = ApiFacts::of(Self::RECORD);

    /// That the settings in its fields go together, before the app starts.
    ///
    /// # Errors
    /// What does not, and what to set instead.
    fn check_settings(&self) -> Result {
        Ok(())
    }
}

/// A part of an exchange.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Lends {
    /// The request.
    Request,
    /// The response.
    Response,
    /// The API's state.
    Api,
    /// What guards and dependencies made.
    Provided,
}

/// Checks, while compiling, that no argument borrows what another one borrows mutably.
///
/// # Panics
/// In a constant, so that it is a compiler error.
#[track_caller]
pub const fn disjoint(arguments: &[(Lends, bool)]) {
    let (mut shared, mut mutable) = ([0; 2], [0; 2]);
    let mut index = 0;
    while index < arguments.len() {
        let (part, is_mutable) = arguments[index];
        let at = match part {
            Lends::Request => 0,
            Lends::Response => 1,
            Lends::Api | Lends::Provided => 2,
        };
        if at < 2 {
            if is_mutable { mutable[at] += 1 } else { shared[at] += 1 }
        }
        index += 1;
    }
    let mut at = 0;
    while at < 2 {
        assert!(
            mutable[at] == 0 || mutable[at] + shared[at] == 1,
            "two arguments borrow the same thing, one of them with `&mut`: leave one of them out"
        );
        at += 1;
    }
}

/// A value of type `T` can be read by functions of this API.
///
/// Implemented by `#[before_request]`, `#[dependency]`, `#[policy]` and `#[api]`.
#[diagnostic::on_unimplemented(
    message = "no hook of `{Self}` provides `{T}`",
    label = "no guard or dependency returns a `{T}`",
    note = "return it from a guard (`#[before_request]`) or a `#[dependency]` of `{Self}`",
    note = "`&Session` needs a field marked `#[sessions]`; the state is that of the API at the top, `&super::Api` say; \
            the response is `&mut Response`"
)]
pub trait Provides<T: 'static>: Application {
    /// Makes the value; `None` for what every request has.
    const PROVIDER: Option<&'static Provider<Self::Root>>;
    /// For the name of a `#[policy]`, which nobody can read: what it asks.
    const POLICY: Option<&'static Policy<Self::Root>> = None;
    /// Which part of the exchange it is lent from.
    const LENDS: Lends = Lends::Provided;
    /// Lends it.
    fn lend<'e>(loans: &mut Loans<'e, Self::Root>) -> Option<&'e T> {
        loans.provided()
    }
}

/// A value of type `T` can be changed by functions of this API.
#[diagnostic::on_unimplemented(
    message = "`&mut {T}` cannot be an argument here",
    label = "only `&mut Response` and `&mut Request` can be",
    note = "what a guard or dependency provides is shared: take `&{T}`"
)]
pub trait ProvidesMut<T>: Application {
    /// Which part of the exchange it is lent from.
    const LENDS: Lends;
    /// Lends it.
    fn lend_mut<'e>(loans: &mut Loans<'e, Self::Root>) -> Option<&'e mut T>;
}

impl<A: Application> ProvidesMut<Request> for A {
    const LENDS: Lends = Lends::Request;
    fn lend_mut<'e>(loans: &mut Loans<'e, A::Root>) -> Option<&'e mut Request> {
        loans.request_mut()
    }
}

impl<A: Application> ProvidesMut<Response> for A {
    const LENDS: Lends = Lends::Response;
    fn lend_mut<'e>(loans: &mut Loans<'e, A::Root>) -> Option<&'e mut Response> {
        loans.response_mut()
    }
}

/// The guard of this API at one order.
///
/// Implemented by `#[before_request]` for guards. Two guards of one order are two implementations:
/// the compiler shows both places, and the name says what to do about it.
pub trait OneGuardForEachOrder<const ORDER: usize>: Application {
    /// The guard.
    const GUARD: &'static Provider<Self::Root>;
}

/// Finds out, in a constant, whether an API has a guard at an order: the inherent constant is there
/// only if it has, and then it wins over the one of [`NoGuard`].
pub struct GuardProbe<A, const ORDER: usize>(std::marker::PhantomData<A>);

impl<A: OneGuardForEachOrder<ORDER>, const ORDER: usize> GuardProbe<A, ORDER> {
    /// The guard.
    pub const FOUND: Option<&'static Provider<A::Root>> = Some(A::GUARD);
}

/// The answer for all other orders.
pub trait NoGuard<R: 'static> {
    /// There is none.
    const FOUND: Option<&'static Provider<R>> = None;
}

// For every `A`, so that a type that is no API is one error and not eight.
impl<A, R: 'static, const ORDER: usize> NoGuard<R> for GuardProbe<A, ORDER> {}
