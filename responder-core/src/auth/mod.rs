//! Access control: who is asking, and what they may do.

mod api_keys;
mod credentials;
mod declared;
mod facts;
mod gate;
mod guard_value;
pub mod jwt;
mod passwords;
mod policy;
mod principal;
mod reach;
mod scope;
mod throttle;

pub use api_keys::ApiKeys;
pub use credentials::{FromBasic, credentials, secret_text, unknown_credentials};
pub use declared::{
    access_is_said, all_scopes, any_role, asking, declared_role, declared_scope, principal_named, required, requirement,
};
pub use facts::{Caller, GuardFacts, PrincipalType, RequirementFacts, RouteFacts};
pub(crate) use gate::{Admitted, Gate, admit, admit_unasked, pass_gate, pass_unmatched};
pub use guard_value::{PlainValue, ValueProbe, dependency_value, guard_value, provided_value};
pub use jwt::{IssueError, JwtAlgorithm, JwtError, JwtKeys, KeyError, Revocation, RevokedTokens, TokenIdentity};
pub use passwords::{PasswordError, Passwords};
pub use policy::{NoParam, ParamProbe, Verdict};
pub use principal::{NoPrincipal, NoRoles, Principal, PrincipalProbe, Role, Roles, deserialize_role, role_or_none};
pub use reach::{Reader, guarded_path, path, reads, reads_optional};
pub use scope::{NoScopes, Scope, ScopeSet, Scopes, deserialize_scope};
pub use throttle::{LoginAttempt, LoginThrottle, TooManyAttempts};
