//! The two refusals of access control: of somebody unknown, and of somebody known who may not.

/// There are no credentials, where a principal is required: 401.
///
/// It is raised for a guard or dependency that returned `None`. It has a response of its own
/// (problem+json, with the challenge `Bearer`); an `#[exception_handler]` for it replaces that:
///
/// ```
/// use responder::prelude::*;
/// # #[api] struct Api;
/// #[exception_handler]
/// fn log_in_first(_exc: Unauthenticated, resp: &mut Response) {
///     resp.redirect("/login");
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unauthenticated;

impl std::fmt::Display for Unauthenticated {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Credentials are required")
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forbidden(Why);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    NoneOfRoles(&'static [&'static str]),
    NotAllScopes(&'static [&'static str]),
    Policy(&'static str),
}

impl Forbidden {
    /// The refusal of somebody who has none of these roles.
    pub fn needs_one_of(roles: &'static [&'static str]) -> Self {
        Forbidden(Why::NoneOfRoles(roles))
    }

    /// The refusal of somebody who lacks one of these scopes.
    pub fn needs_all_of(scopes: &'static [&'static str]) -> Self {
        Forbidden(Why::NotAllScopes(scopes))
    }

    /// The refusal by the policy of this name.
    pub fn refused_by(policy: &'static str) -> Self {
        Forbidden(Why::Policy(policy))
    }

    /// The roles of which the principal needs one; empty if it is not about roles.
    pub fn roles(&self) -> &'static [&'static str] {
        match self.0 {
            Why::NoneOfRoles(roles) => roles,
            _ => &[],
        }
    }

    /// The scopes which the principal needs, all of them; empty if it is not about scopes.
    pub fn scopes(&self) -> &'static [&'static str] {
        match self.0 {
            Why::NotAllScopes(scopes) => scopes,
            _ => &[],
        }
    }

    /// The name of the policy that said no; `None` if it is not about a policy.
    pub fn policy(&self) -> Option<&'static str> {
        match self.0 {
            Why::Policy(name) => Some(name),
            _ => None,
        }
    }
}

impl std::fmt::Display for Forbidden {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Insufficient permissions")
    }
}

impl std::error::Error for Forbidden {}
