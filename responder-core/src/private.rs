//! What the macros name. Nothing here is for people, and all of it can change at any time.

pub use std::option::Option::{self, None, Some};
pub use std::result::Result::{self, Err, Ok};
pub use std::string::String;

pub use serde;

pub use crate::__register as register_before_main;
pub use crate::app::assert_matrix;
pub use crate::application::{
    Application, GuardProbe, Lends, NoGuard, OneGuardForEachOrder, Provides, ProvidesMut, disjoint,
};
pub use crate::auth::{
    FromBasic, NoParam, NoPrincipal, NoRoles, NoScopes, ParamProbe, PlainValue, Principal, PrincipalProbe, Reader,
    Role, Roles, Scope, Scopes, ValueProbe, Verdict, access_is_said, all_scopes, any_role, asking, credentials,
    declared_role, declared_scope, dependency_value, deserialize_role, deserialize_scope, guard_value, guarded_path,
    path, principal_named, provided_value, reads, reads_optional, required, requirement, secret_text,
    unknown_credentials,
};
pub use crate::error::Error;
pub use crate::exception::{
    Always, Answered, AnsweredBy, Attempt, ByStatus, Handles, Maybe, Present, Raised, Returned, Written, missing,
    not_found, refuse, unreadable,
};
pub use crate::exchange::{Exchange, Loans};
pub use crate::hooks::in_turn;
pub use crate::message::{
    At, BodyKind, FloatParam, Given, IntParam, PathParam, Problem, Reply, Request, Response, Scheme, SchemeKind,
    StrParam, UuidParam,
};
pub use crate::registry::{
    Absence, ApiFacts, ApiRecord, BoxFuture, Convertor, Credential, DefaultRoute, Demand, Failure, FullPath, Handling,
    Hook, Later, Lifespan, List, Need, Outcome, Phase, Piece, Place, Policy, PolicyParam, Prefix, Provider, Replied,
    Requirement, Route, Segment, StatusHandler, Step, async_handler, now, register, route,
};
pub use crate::routing::{
    HasPath, HasUrl, UrlFloat, UrlInt, UrlParam, UrlPath, UrlStr, UrlUuid, UrlValues, free_methods,
};
pub use crate::session::{Session, Sessions, open as open_session};
pub use crate::test_client::enforce;
pub use crate::validation::{Each, FieldKind, Fields, Input, Kind, Model, Pattern, Report};

/// Traits whose methods and constants are the second choice, in scope without a name, so that no
/// type of the user is hidden by them.
pub mod ways {
    pub use crate::application::NoGuard as _;
    pub use crate::auth::{NoParam as _, NoPrincipal as _, PlainValue as _};
    pub use crate::exception::{Always as _, AnsweredBy as _, Present as _, Written as _};
    pub use crate::message::{BodyByData as _, BodyByModel as _};
    pub use crate::validation::{ByData as _, ByModel as _, ByText as _};
}
