#![doc = include_str!("lib.md")]
#![warn(missing_docs)]

// What the macros generate says `::responder`; inside this crate that has to exist, too.
extern crate self as responder;

pub use responder_core::app::{AccessCase, AccessMatrix, App, InnerService};
pub use responder_core::auth::{
    ApiKeys, Caller, FromBasic, GuardFacts, IssueError, JwtAlgorithm, JwtError, JwtKeys, KeyError, LoginAttempt,
    LoginThrottle, PasswordError, Passwords, Principal, PrincipalType, RequirementFacts, Revocation, RevokedTokens,
    Role, Roles, RouteFacts, Scope, ScopeSet, Scopes, TokenIdentity, TooManyAttempts, Verdict, role_or_none,
};
pub use responder_core::message::{
    AppBody, BasicCredentials, BodyError, CacheControl, Chunk, ChunkSender, Cookies, Directory, EntityTag, Event,
    EventSender, Events, File, FloatParam, Forbidden, Form, FormPart, Format, Gone, Html, IntParam, IntoEvent,
    IntoHeaders, Media, Multipart, Params, PathParam, Problem, Query, Redirect, Reply, Request, Response, SameSite,
    Scheme, SchemeKind, SetCookie, Status, StrParam, Streamed, Unauthenticated, UnfitError, Upload, UploadError,
    UuidParam, abort,
};
pub use responder_core::serve::{AppService, Serve};
pub use responder_core::session::{MemoryStore, Session, SessionKey, SessionStore, Sessions, StoreError};
pub use responder_core::test_client::{TestClient, TestReply, TestRequest};
pub use responder_core::validation::{Input, Invalid, Model, Report, Step, Violation};
pub use responder_core::{
    Answered, Application, ByStatus, Cors, Environment, Error, ErrorResponse, Failure, Handles, Limits, MountPrefix,
    Mounted, OneGuardForEachOrder, Page, Place, Provides, ProvidesMut, Quota, RateLimit, RateLimitStore, Result,
    SecretKey, SecurityHeaders, Sort, StaticFiles, UrlFloat, UrlInt, UrlParam, UrlPath, UrlStr, UrlUuid, WeakKey,
    assert_access_is_enforced, assert_access_matrix,
};
pub use responder_macros::{
    Model, Principal, Role, Scope, after, after_request, api, before, before_request, default_route, delete,
    dependency, exception_handler, get, on_shutdown, on_startup, patch, policy, post, public, put, rate_limit, require,
    require_role, require_scope, route, url,
};

#[cfg(doctest)]
mod guide;

#[cfg(feature = "tls")]
pub use responder_core::Tls;
#[cfg(feature = "templates")]
pub use responder_core::{TemplateError, Templates};

#[cfg(fuzzing)]
#[doc(hidden)]
pub use responder_core::fuzzing;

#[doc(hidden)]
pub use responder_core::private as __private;

// For messages of the compiler, which name them where an argument or a field cannot be read, or a handler's future
// cannot move between threads.
#[doc(hidden)]
pub use responder_core::{message::Given, private::async_handler, validation::Fields};

/// All that a small program needs: `use responder::prelude::*;`.
pub mod prelude {
    pub use crate::{
        ApiKeys, BasicCredentials, BodyError, Forbidden, Html, JwtError, JwtKeys, Media, Model, Principal, Problem,
        RateLimit, Redirect, Reply, Request, Response, Role, Scope, ScopeSet, Serve, Session, Sessions, SetCookie,
        Unauthenticated, Upload, abort, after, after_request, api, before, before_request, default_route, delete,
        dependency, exception_handler, get, on_shutdown, on_startup, patch, policy, post, public, put, rate_limit,
        require, require_role, require_scope, route, url,
    };
    pub use serde_json::{Value, json};
}
