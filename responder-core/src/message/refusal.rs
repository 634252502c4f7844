//! The two refusals of access control: of somebody unknown, and of somebody known who may not.

use super::scheme::{Scheme, SchemeKind};

/// There are no credentials where a principal is required, or wrong ones: 401.
///
/// It is raised where a guard or dependency found none, returned `None`, or was not called because the request
/// has nothing for its `#[bearer]`, `#[basic]` or `#[api_key(..)]`. It has a response of its own (problem+json,
/// with a challenge for each scheme that would do); an `#[exception_handler]` for it replaces that:
///
/// ```
/// use responder::prelude::*;
/// # #[api] struct Api;
/// #[exception_handler]
/// fn log_in_first(_exc: Unauthenticated, resp: &mut Response) {
///     resp.redirect("/login");
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unauthenticated {
    schemes: Vec<Scheme>,
    /// Those of the schemes for which something was brought that is not good.
    invalid: Vec<Scheme>,
}

impl Unauthenticated {
    /// Nobody, where these would have done.
    pub(crate) fn missing(schemes: Vec<Scheme>) -> Self {
        Unauthenticated { schemes, invalid: Vec::new() }
    }

    /// Somebody whose credentials for some of the schemes are not good.
    pub(crate) fn invalid(schemes: Vec<Scheme>, invalid: Vec<Scheme>) -> Self {
        Unauthenticated { schemes, invalid }
    }

    /// The schemes that would do; none if a guard reads the request itself.
    pub fn schemes(&self) -> &[Scheme] {
        &self.schemes
    }

    /// Whether there were credentials for one of the schemes, and they were malformed or not accepted.
    pub fn is_invalid(&self) -> bool {
        !self.invalid.is_empty()
    }

    /// How to authenticate: a value for `WWW-Authenticate` for each of the [`schemes`](Self::schemes), or else
    /// `Bearer` (RFC 9110 section 11.6.1 asks for at least one).
    pub fn challenges(&self) -> impl Iterator<Item = String> + '_ {
        let otherwise = self.schemes.is_empty().then(|| "Bearer".to_owned());
        self.schemes.iter().map(|scheme| scheme.challenge(self.invalid.contains(scheme))).chain(otherwise)
    }
}

impl std::fmt::Display for Unauthenticated {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Not authenticated")
    }
}

impl std::error::Error for Unauthenticated {}

/// The principal of the request does not meet what the route requires: 403.
///
/// It has a response of its own (problem+json; for a missing scope with the challenge of RFC 6750,
/// section 3.1); an `#[exception_handler]` for it replaces that:
///
/// ```
/// use responder::prelude::*;
/// # #[api] struct Api;
/// #[exception_handler]
/// fn forbidden(exc: Forbidden, resp: &mut Response) {
///     resp.status(403).media(&json!({ "error": "Insufficient permissions", "one_of": exc.roles() }));
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forbidden {
    why: Why,
    schemes: Vec<Scheme>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    NoneOfRoles(&'static [&'static str]),
    NotAllScopes(&'static [&'static str]),
    Policy(&'static str),
}

impl Forbidden {
    fn because(why: Why) -> Self {
        Forbidden { why, schemes: Vec::new() }
    }

    /// By which schemes the principal came.
    pub(crate) fn known_by(self, schemes: Vec<Scheme>) -> Self {
        Forbidden { schemes, ..self }
    }

    /// The challenges for missing scopes, by the schemes of the principal or else `Bearer`; empty if it is not
    /// about scopes.
    pub fn challenges(&self) -> impl Iterator<Item = String> + '_ {
        const BEARER: [Scheme; 1] = [Scheme::new(SchemeKind::Bearer, None)];
        let schemes = if self.schemes.is_empty() { &BEARER[..] } else { &self.schemes };
        let scopes = Some(self.scopes().join(" ")).filter(|scopes| !scopes.is_empty());
        scopes
            .into_iter()
            .flat_map(move |scopes| schemes.iter().filter_map(move |scheme| scheme.scope_challenge(&scopes)))
    }

    /// The refusal of somebody who has none of these roles.
    pub fn needs_one_of(roles: &'static [&'static str]) -> Self {
        Forbidden::because(Why::NoneOfRoles(roles))
    }

    /// The refusal of somebody who lacks one of these scopes.
    pub fn needs_all_of(scopes: &'static [&'static str]) -> Self {
        Forbidden::because(Why::NotAllScopes(scopes))
    }

    /// The refusal by the policy of this name.
    pub fn refused_by(policy: &'static str) -> Self {
        Forbidden::because(Why::Policy(policy))
    }

    /// The roles of which the principal needs one; empty if it is not about roles.
    pub fn roles(&self) -> &'static [&'static str] {
        match self.why {
            Why::NoneOfRoles(roles) => roles,
            _ => &[],
        }
    }

    /// The scopes which the principal needs, all of them; empty if it is not about scopes.
    pub fn scopes(&self) -> &'static [&'static str] {
        match self.why {
            Why::NotAllScopes(scopes) => scopes,
            _ => &[],
        }
    }

    /// The name of the policy that said no; `None` if it is not about a policy.
    pub fn policy(&self) -> Option<&'static str> {
        match self.why {
            Why::Policy(name) => Some(name),
            _ => None,
        }
    }
}

impl std::fmt::Display for Forbidden {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.why {
            Why::NotAllScopes(scopes) => write!(f, "Insufficient scope: {}", scopes.join(" ")),
            Why::NoneOfRoles(_) | Why::Policy(_) => f.write_str("Insufficient permissions"),
        }
    }
}

impl std::error::Error for Forbidden {}
