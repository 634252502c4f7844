//! Who may call a route. Enforcement, the access matrix and generated tests all read this.

use super::path::Convertor;
use super::provider::{Need, Provider};
use super::step::Step;

/// One thing that a caller has to meet.
pub struct Requirement<R: 'static> {
    /// Who makes the principal that is asked; `None` for a policy, which says itself what it reads.
    pub of: Option<&'static Provider<R>>,
    /// What it is asked for.
    pub demand: Demand<R>,
}

/// What a requirement asks for.
pub enum Demand<R: 'static> {
    /// The principal is there.
    Present,
    /// The principal has one of these roles.
    AnyRole(&'static [&'static str]),
    /// The principal has all of these scopes.
    AllScopes(&'static [&'static str]),
    /// A function of the user says yes.
    Policy(&'static Policy<R>),
}

impl<R: 'static> Clone for Demand<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R: 'static> Copy for Demand<R> {}

impl<R: 'static> Clone for Requirement<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R: 'static> Copy for Requirement<R> {}

/// A function under `#[policy]`.
pub struct Policy<R: 'static> {
    /// The function's name.
    pub name: &'static str,
    /// What it reads.
    pub needs: &'static [Need<R>],
    /// The path parameters that it takes.
    pub params: &'static [PolicyParam],
    /// Asks it.
    pub ask: Step<R, bool>,
}

/// A path parameter that a policy takes, by its name.
pub struct PolicyParam {
    /// The argument's name.
    pub name: &'static str,
    /// The convertors whose text can be one of the argument's type.
    pub fits: &'static [(Convertor, bool)],
}
