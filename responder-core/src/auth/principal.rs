//! Principals and roles: what `#[derive(Principal)]` and `#[derive(Role)]` implement.

use serde::{Deserialize, Deserializer};

use super::scope::Scope;
use crate::registry::PrincipalFacts;

/// A role type: an enum whose variants are the roles there are.
///
/// `#[derive(Role)]` implements it, together with `Serialize`, `Deserialize` and `Display` by the
/// same names. Names are the variants in snake case, or what `#[role("..")]` says.
///
/// ```
/// use responder::Role as _;
/// #[derive(responder::Role)]
/// enum Role {
///     Admin,
///     #[role("read-only")]
///     ReadOnly,
/// }
/// assert_eq!(Role::NAMES, ["admin", "read-only"]);
/// assert_eq!(Role::Admin.name(), "admin");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a role type",
    label = "this type has no `#[derive(Role)]`",
    note = "roles are the variants of an enum with `#[derive(Role)]`; a principal holds one, or an `Option` or `Vec` of them"
)]
pub trait Role: Sized + Send + Sync + 'static {
    /// The names of all roles, in the order of the variants.
    const NAMES: &'static [&'static str];

    /// The name of this role.
    fn name(&self) -> &'static str;

    /// The role with this name, exactly as it is written.
    fn from_name(name: &str) -> Option<Self>;
}

/// What a principal's role field may be: a role, or an `Option` or `Vec` of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not hold roles",
    label = "not a role type, nor an `Option` or `Vec` of one",
    note = "put `#[derive(Role)]` on the enum of your roles"
)]
pub trait Roles {
    /// The role type.
    type Role: Role;

    /// Whether one of the held roles has one of these names.
    fn has_any(&self, names: &[&str]) -> bool;
}

#[diagnostic::do_not_recommend]
impl<R: Roles> Roles for Option<R> {
    type Role = R::Role;
    fn has_any(&self, names: &[&str]) -> bool {
        self.as_ref().is_some_and(|role| role.has_any(names))
    }
}

#[diagnostic::do_not_recommend]
impl<R: Roles> Roles for Vec<R> {
    type Role = R::Role;
    fn has_any(&self, names: &[&str]) -> bool {
        self.iter().any(|role| role.has_any(names))
    }
}

/// The role type of principals that have no roles.
#[derive(Clone, Copy, Debug)]
pub enum NoRoles {}

impl Role for NoRoles {
    const NAMES: &'static [&'static str] = &[];
    fn name(&self) -> &'static str {
        match *self {}
    }
    fn from_name(_: &str) -> Option<Self> {
        None
    }
}

/// Who a request comes from: the type that a guard or dependency returns, and that is asked for roles
/// and scopes.
///
/// `#[derive(Principal)]` implements it; `#[principal(role)]` marks the field with the role or roles,
/// `#[principal(scope)]` the one with the scopes.
///
/// ```
/// use responder::prelude::*;
/// #[derive(Role, Clone)]
/// enum Role { Admin, User }
///
/// #[derive(Principal, Clone)]
/// struct Account {
///     name: String,
///     #[principal(role)]
///     roles: Vec<Role>,
/// }
/// # let account = Account { name: "ann".into(), roles: vec![Role::User] };
/// # assert!(responder::Principal::has_any_role(&account, &["admin", "user"]));
/// # assert!(!responder::Principal::has_any_role(&account, &["admin"]));
/// # let _ = (account.name, Role::Admin);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a principal",
    label = "this type has no `#[derive(Principal)]`",
    note = "put `#[derive(Principal)]` on the type that says who a request comes from"
)]
pub trait Principal: Send + Sync + Sized + 'static {
    /// The type's name, for documentation.
    const NAME: &'static str;

    /// The type of its roles; [`NoRoles`] if it has none.
    type Role: Role;

    /// The type of its scopes; [`NoScopes`](super::NoScopes) if it has none.
    type Scope: Scope;

    /// Whether it has one of the roles with these names.
    fn has_any_role(&self, names: &[&str]) -> bool;

    /// Whether it has all of the scopes with these names.
    fn has_all_scopes(&self, names: &[&str]) -> bool;
}

/// Finds out, in a constant, whether a type is a principal: the inherent constant is there only
/// if it is, and then it wins over the one of [`NoPrincipal`].
pub struct PrincipalProbe<T>(std::marker::PhantomData<T>);

impl<T: Principal> PrincipalProbe<T> {
    /// What access control knows about `T`.
    pub const FACTS: Option<PrincipalFacts> = Some(PrincipalFacts {
        name: T::NAME,
        roles: <T::Role as Role>::NAMES,
        scopes: <T::Scope as Scope>::NAMES,
        has_any_role: |provided, names| provided.get::<T>().is_some_and(|principal| principal.has_any_role(names)),
        has_all_scopes: |provided, names| provided.get::<T>().is_some_and(|principal| principal.has_all_scopes(names)),
    });
}

/// The answer for all other types.
pub trait NoPrincipal {
    /// Nothing is known.
    const FACTS: Option<PrincipalFacts> = None;
}

impl<T> NoPrincipal for PrincipalProbe<T> {}

/// For `#[serde(deserialize_with = "responder::role_or_none", default)]` on an `Option<Role>`: a role
/// that is missing, unknown or not a string is no role, instead of making the whole token invalid.
///
/// The holder is then known (no 401), and refused where a role is required (403).
///
/// # Errors
/// Only those of the format itself.
pub fn role_or_none<'de, D: Deserializer<'de>, R: Role>(deserializer: D) -> Result<Option<R>, D::Error> {
    let value = serde_json::Value::deserialize(deserializer)?;
    Ok(value.as_str().and_then(R::from_name))
}

/// Reads a role by its exact name, for `#[derive(Role)]`.
///
/// # Errors
/// If it is not a string, or no role has that name. The text is not repeated in the error.
pub fn deserialize_role<'de, D: Deserializer<'de>, R: Role>(deserializer: D) -> Result<R, D::Error> {
    let name = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
    R::from_name(&name).ok_or_else(|| serde::de::Error::custom("not the name of a role"))
}
