//! What the macros name. Nothing here is for people, and all of it can change at any time.

pub use inventory;
pub use serde;

pub use crate::application::{
    Application, GuardProbe, Lends, NoGuard, OneGuardForEachOrder, Provides, ProvidesMut, disjoint,
};
pub use crate::auth::{
    Forbidden, NoPrincipal, NoRoles, PlainValue, Principal, PrincipalProbe, Role, Roles, ValueProbe, declared_role,
    deserialize_role, guard_value, provided_value,
};
pub use crate::exception::{
    Always, Answered, Attempt, ByHandler, ByItself, Handles, Maybe, Present, Raised, Returned, SerializesItself,
    SerializesWithStatus, WritesItself, missing, not_found, refuse,
};
pub use crate::exchange::{Exchange, Loans};
pub use crate::message::{FromBody, FromParam, Reply, Request, Response, convertor};
pub use crate::registry::{
    Access, ApiRecord, BoxFuture, Convertor, Entry, Failure, Guard, Handling, Hook, Lifespan, Outcome, Phase, Place,
    Provider, Route, Segment, Step,
};
pub use crate::routing::free_methods;
pub use crate::session::{Session, Sessions, open as open_session};
