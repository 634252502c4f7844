//! The refusal of somebody who is known, but not allowed.

/// The principal of the request has none of the roles that the route requires: 403.
///
/// It has a response of its own (problem+json); an `#[exception_handler]` for it replaces that:
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
pub struct Forbidden {
    roles: &'static [&'static str],
}

impl Forbidden {
    /// The refusal of somebody who has none of these.
    pub fn needs_one_of(roles: &'static [&'static str]) -> Self {
        Forbidden { roles }
    }

    /// The roles of which the principal needs one.
    pub fn roles(&self) -> &'static [&'static str] {
        self.roles
    }
}

impl std::fmt::Display for Forbidden {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Insufficient permissions")
    }
}

impl std::error::Error for Forbidden {}
