//! What it means: a guard, or a hook that protects nothing.

use syn::Path;

use super::Phase;
use super::syntax::{Order, Written};
use crate::arguments::{Arguments, Taker};
use crate::errors::Errors;
use crate::function::{Function, Success};
use crate::keys;
use crate::pattern::Pattern;
use crate::register::GUARD_ORDERS;

pub(super) struct Checked {
    pub(super) kind: Kind,
    pub(super) order: i32,
    pub(super) prefix: Option<Pattern>,
    pub(super) api: Path,
    pub(super) arguments: Arguments,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Every route that is not public passes it.
    Guard,
    Before,
    After,
}

pub(super) fn check(phase: Phase, written: Written, function: &Function, errors: &mut Errors) -> Checked {
    function.check_callable("a hook", errors);
    let provides = !matches!(function.success(), Success::Nothing);
    let kind = match phase {
        Phase::After => Kind::After,
        Phase::Before if provides || written.guard.is_some() => Kind::Guard,
        Phase::Before => Kind::Before,
    };
    if let (Kind::After, true, Some(ty)) = (kind, provides, function.returns()) {
        errors.push(ty, "an `#[after_request]` hook returns nothing: there is no handler left to read it");
    }
    let order = written.order.map_or(0, |order| number(order, kind, errors));
    let prefix = written.prefix.and_then(|literal| Pattern::parse_prefix(literal, errors));
    let arguments = Arguments::of(function, Taker::Hook, errors);
    if let (Kind::Before | Kind::After, Some(credential)) = (kind, arguments.credentials().next()) {
        let instead = match kind {
            Kind::After => "an `#[after_request]` hook takes no credentials: take what a guard made of them",
            _ => {
                "a hook that takes credentials is a guard: let it return whose they are, `-> Option<User>`, or mark it `#[before_request(guard)]`"
            }
        };
        errors.push(credential, instead);
    }
    Checked { kind, order, prefix, api: keys::api_or_default(written.api), arguments }
}

fn number(order: Order, kind: Kind, errors: &mut Errors) -> i32 {
    match order.number {
        Ok(number) if kind != Kind::Guard || usize::try_from(number).is_ok_and(|number| number < GUARD_ORDERS) => {
            number
        }
        Ok(_) => {
            errors.push(order.tokens, format!("the order of a guard is a number from 0 to {}", GUARD_ORDERS - 1));
            0
        }
        Err(error) => {
            errors.add(error);
            0
        }
    }
}
