//! Access control: who is asking, and what they may do.

mod admitted;
mod api_keys;
mod forbidden;
mod guard_value;
pub mod jwt;
mod principal;

pub(crate) use admitted::{Admitted, admit, pass_guards};
pub use api_keys::ApiKeys;
pub use forbidden::Forbidden;
pub use guard_value::{PlainValue, ValueProbe, guard_value, provided_value};
pub use jwt::{IssueError, JwtError, JwtKeys};
pub use principal::{
    NoPrincipal, NoRoles, Principal, PrincipalProbe, Role, Roles, declared_role, deserialize_role, role_or_none,
};
