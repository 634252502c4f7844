//! What makes values for functions to read: guards and dependencies.

use std::any::TypeId;

use super::Place;
use super::path::Prefix;
use super::step::Step;
use crate::exchange::Provided;
use crate::message::Scheme;

/// Makes a value once per request.
pub struct Provider<R: 'static> {
    /// The function's name.
    pub name: &'static str,
    /// Where its attribute stands.
    pub place: Place,
    /// The value's type.
    pub key: TypeId,
    /// What has to be there first.
    pub needs: &'static [Need<R>],
    /// Makes it.
    pub make: Step<R>,
    /// What it means if it makes none.
    pub absence: Absence,
    /// The credentials that it takes.
    pub takes: &'static [Credential],
    /// What access control can ask the value, if it is a principal.
    pub principal: Option<PrincipalFacts>,
    /// For a guard: every route below this has to pass it, unless it is `#[public]`. A dependency has
    /// none: it runs where it is read.
    pub guards: Option<&'static Prefix>,
}

impl<R: 'static> Provider<R> {
    /// The schemes of its credentials and of what it reads, each once.
    pub(crate) fn all_schemes(&self) -> Vec<Scheme> {
        let needed = self.needs.iter().filter_map(|need| need.provider).flat_map(Provider::all_schemes);
        Scheme::each_once(self.takes.iter().map(|taken| taken.scheme).chain(needed))
    }
}

impl<R: 'static> Provider<R> {
    /// Whether its value may have to be waited for.
    pub(crate) fn waits(&self) -> bool {
        self.make.waits() || Need::any_waits(self.needs)
    }
}

impl<R: 'static> Need<R> {
    /// Whether one of these may have to be waited for.
    pub(crate) fn any_waits(needs: &[Need<R>]) -> bool {
        needs.iter().filter_map(|need| need.provider).any(Provider::waits)
    }
}

/// Something that a function reads.
pub struct Need<R: 'static> {
    /// Who makes it; `None` for what every request has.
    pub provider: Option<&'static Provider<R>>,
    /// Without it the function is not called.
    pub required: bool,
}

/// Credentials that a provider takes.
pub struct Credential {
    /// Where they stand.
    pub scheme: Scheme,
    /// Whether it can do without: `Option<..>`.
    pub optional: bool,
}

/// What it means that a provider, having run without an error, has made no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absence {
    /// It returns a value or an error.
    Never,
    /// There are no credentials: 401 for those who need the value.
    Unauthenticated,
    /// There is no such thing: 404.
    NotFound,
}

/// What access control knows about a principal type.
#[derive(Clone, Copy)]
pub struct PrincipalFacts {
    /// The type's name.
    pub name: &'static str,
    /// The names of all roles that its role type declares.
    pub roles: &'static [&'static str],
    /// The names of all scopes that its scope type declares.
    pub scopes: &'static [&'static str],
    /// Whether the principal of this request has one of these roles; `false` if there is none.
    pub has_any_role: fn(&Provided, &[&str]) -> bool,
    /// Whether the principal of this request has all of these scopes; `false` if there is none.
    pub has_all_scopes: fn(&Provided, &[&str]) -> bool,
}
