//! A request that only asks whether it would be let in: how generated tests try every gate.

use std::any::TypeId;
use std::sync::atomic::{AtomicBool, Ordering};

/// Goes to the gate of a route and no further: [`admit`](crate::auth) never gives it the proof that
/// the handler stage takes.
#[derive(Debug)]
pub(crate) struct Knock {
    stand_in: Option<StandIn>,
    admitted: AtomicBool,
}

/// Somebody whom every guard has let pass, without any real principal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct StandIn {
    /// The type of the principal that a dependency would have made, or that has the role.
    pub(crate) principal: Option<TypeId>,
    /// The only role.
    pub(crate) role: Option<&'static str>,
}

impl Knock {
    /// Without a stand_in the request is what it is: without credentials, nobody's.
    pub(crate) fn new(stand_in: Option<StandIn>) -> Self {
        Knock { stand_in, admitted: AtomicBool::new(false) }
    }

    pub(crate) fn stand_in(&self) -> Option<StandIn> {
        self.stand_in
    }

    pub(crate) fn admit(&self) {
        self.admitted.store(true, Ordering::Relaxed);
    }

    pub(crate) fn is_admitted(&self) -> bool {
        self.admitted.load(Ordering::Relaxed)
    }
}

impl StandIn {
    /// Whether it is a principal of this type.
    pub(crate) fn is(&self, principal: TypeId) -> bool {
        self.principal == Some(principal)
    }

    /// Whether it is a principal of this type with one of these roles.
    pub(crate) fn has_any_role(&self, principal: TypeId, roles: &[&str]) -> bool {
        self.is(principal) && self.role.is_some_and(|role| roles.contains(&role))
    }
}
